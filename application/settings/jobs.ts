import type { SheetName } from '../../domain/settings/setting-level.js';
import { userRemoved } from '../identity/published.js';
import { type JobHandling, subscribes, untilTheReadStoreIsBack } from '../shared/job-handling.js';
import { CopySheet } from './copy-sheet.js';
import { ForgetOwnSettings } from './forget-own-settings.js';
import { ownSettingChanged, settingChanged } from './published.js';

const copies = (name: `settings.${string}`, event: typeof settingChanged): JobHandling =>
  subscribes(name, event, { calls: CopySheet, with: ({ data: { sheet } }) => ({ sheet: sheet as SheetName }), ...untilTheReadStoreIsBack });

/** What settings does in the background. */
export const settingsJobs: readonly JobHandling[] = [
  copies('settings.copy-sheet', settingChanged),
  copies('settings.copy-own-sheet', ownSettingChanged),
  subscribes('settings.forget-own-settings', userRemoved, { calls: ForgetOwnSettings, with: ({ data }) => data, ...untilTheReadStoreIsBack }),
];
