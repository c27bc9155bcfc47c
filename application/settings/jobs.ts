import type { SheetName } from '../../domain/settings/setting-level.js';
import { userRemoved } from '../identity/published.js';
import { type JobHandling, subscribes, untilTheReadStoreIsBack } from '../shared/job-handling.js';
import { CopySheet } from './copy-sheet.js';
import { ForgetOwnSettings } from './forget-own-settings.js';
import { ownSettingChanged, settingChanged } from './published.js';

/** What settings does in the background. */
export const settingsJobs: readonly JobHandling[] = [
  subscribes('settings.copy-sheet', settingChanged, { calls: CopySheet, with: ({ data }) => ({ sheet: data.sheet as SheetName }), ...untilTheReadStoreIsBack }),
  subscribes('settings.copy-own-sheet', ownSettingChanged, { calls: CopySheet, with: ({ data }) => ({ sheet: data.sheet as SheetName }), ...untilTheReadStoreIsBack }),
  subscribes('settings.forget-own-settings', userRemoved, { calls: ForgetOwnSettings, with: ({ data }) => data, ...untilTheReadStoreIsBack }),
];
