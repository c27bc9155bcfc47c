import type { SheetName } from '../../domain/settings/setting-level.js';
import { userRemoved } from '../identity/published.js';
import type { JobPolicy } from '../shared/job-type.js';
import { type JobHandling, subscribes } from '../shared/job-handling.js';
import { CopySheet } from './copy-sheet.js';
import { ForgetOwnSettings } from './forget-own-settings.js';
import { ownSettingChanged, settingChanged } from './published.js';

/** The read store may be away for a good while. */
const patient: Partial<JobPolicy> = { starts: 1_000, backoff: { firstSeconds: 1, mostSeconds: 5 } };

/** What settings does in the background. */
export const settingsJobs: readonly JobHandling[] = [
  subscribes('settings.copy-sheet', settingChanged, { calls: CopySheet, with: ({ data }) => ({ sheet: data.sheet as SheetName }), ...patient }),
  subscribes('settings.copy-own-sheet', ownSettingChanged, { calls: CopySheet, with: ({ data }) => ({ sheet: data.sheet as SheetName }), ...patient }),
  subscribes('settings.forget-own-settings', userRemoved, { calls: ForgetOwnSettings, with: ({ data }) => data, ...patient }),
];
