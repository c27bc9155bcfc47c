import type { SheetName } from '../../domain/settings/setting-level.js';
import { type JobHandling, subscribes } from '../shared/job-handling.js';
import { CopySheet } from './copy-sheet.js';
import { settingChanged } from './published.js';

/** What settings does in the background. */
export const settingsJobs: readonly JobHandling[] = [
  subscribes('settings.copy-sheet', settingChanged, {
    calls: CopySheet,
    with: ({ data }) => ({ sheet: data.sheet as SheetName }),
    starts: 1_000,
    backoff: { firstSeconds: 1, mostSeconds: 5 },
  }),
];
