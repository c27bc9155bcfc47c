import { ChangeOwnSetting } from '../../../application/settings/change-own-setting.js';
import { ChangeSetting } from '../../../application/settings/change-setting.js';
import { ClearOwnSetting } from '../../../application/settings/clear-own-setting.js';
import { ClearSetting } from '../../../application/settings/clear-setting.js';
import { ListFeatureFlags, type ShownFlag } from '../../../application/settings/list-feature-flags.js';
import { ListSettingHistory } from '../../../application/settings/list-setting-history.js';
import { ListSettings } from '../../../application/settings/list-settings.js';
import type { ShownSetting } from '../../../application/settings/shown-setting.js';
import { ShowSetting } from '../../../application/settings/show-setting.js';
import { LevelNotAllowed, SettingLocked, SettingNotFound, SheetFull, ValueRefused, ValueTooLarge } from '../../../domain/settings/settings-refusals.js';
import { endpoint, noContent, ok, page, value } from '../../shared/http/endpoint.js';
import {
  FeatureFlagsView,
  NewOwnSettingValue,
  NewSettingValue,
  SettingChangeView,
  SettingFilter,
  SettingHistoryFilter,
  SettingParams,
  SettingsView,
  SettingView,
} from './setting-shapes.js';

export const settingEndpoints = [
  endpoint({
    route: 'GET /v1/settings',
    summary: 'List settings',
    description: 'Lists by their keys what each setting is for the caller, and which level says so: the user, the tenant, its plan, the platform, or the default.',
    query: SettingFilter,
    calls: ListSettings,
    with: ({ query }) => query,
    answers: value(SettingsView, (data: readonly ShownSetting[]) => ({ data })),
  }),

  endpoint({
    route: 'GET /v1/settings/{key}',
    summary: 'Show a setting',
    description: 'Shows what the setting is for the caller, and why. The value of a secret is shown to nobody.',
    params: SettingParams,
    calls: ShowSetting,
    with: ({ params }) => params,
    answers: ok(SettingView),
    refuses: [SettingNotFound],
  }),

  endpoint({
    route: 'PUT /v1/settings/{key}',
    summary: 'Change a setting of the tenant',
    description: 'Gives it a value for the whole tenant, in place of what it had before. Locked, it cannot be set by users for themselves, and what they have set is ignored.',
    params: SettingParams,
    body: NewSettingValue,
    ifMatch: true,
    calls: ChangeSetting,
    with: ({ params, body, version }) => ({ ...params, ...body, version }),
    answers: ok(SettingView),
    refuses: [SettingNotFound, ValueRefused, ValueTooLarge, LevelNotAllowed, SettingLocked, SheetFull],
    cost: 2,
  }),

  endpoint({
    route: 'DELETE /v1/settings/{key}',
    summary: 'Clear a setting of the tenant',
    description: 'Takes back what the tenant says, and its lock: what its plan or the platform says holds again.',
    params: SettingParams,
    ifMatch: true,
    calls: ClearSetting,
    with: ({ params, version }) => ({ ...params, version }),
    answers: noContent,
    refuses: [SettingNotFound, LevelNotAllowed, SettingLocked],
    cost: 2,
  }),

  endpoint({
    route: 'PUT /v1/settings/{key}/mine',
    summary: 'Change a setting of my own',
    description: 'Gives it a value for the caller alone, in place of what it had before.',
    params: SettingParams,
    body: NewOwnSettingValue,
    ifMatch: true,
    calls: ChangeOwnSetting,
    with: ({ params, body, version }) => ({ ...params, ...body, version }),
    answers: ok(SettingView),
    refuses: [SettingNotFound, ValueRefused, ValueTooLarge, LevelNotAllowed, SettingLocked, SheetFull],
    cost: 2,
  }),

  endpoint({
    route: 'DELETE /v1/settings/{key}/mine',
    summary: 'Clear a setting of my own',
    description: 'Takes back what the caller has set for themselves: what the tenant, its plan or the platform says holds again.',
    params: SettingParams,
    ifMatch: true,
    calls: ClearOwnSetting,
    with: ({ params, version }) => ({ ...params, version }),
    answers: noContent,
    refuses: [SettingNotFound, LevelNotAllowed, SettingLocked],
    cost: 2,
  }),

  endpoint({
    route: 'GET /v1/settings/{key}/history',
    summary: 'List what a setting has been, the latest first',
    description: 'Lists what the tenant has set, or with `level=user` the caller for themselves. What others have set for themselves is shown to nobody.',
    params: SettingParams,
    query: SettingHistoryFilter,
    calls: ListSettingHistory,
    with: ({ params, query }) => ({ ...params, ...query }),
    answers: page(SettingChangeView),
    refuses: [SettingNotFound],
  }),

  endpoint({
    route: 'GET /v1/feature-flags',
    summary: 'List feature flags',
    description: 'Lists the features that are being rolled out, and which of them the caller has.',
    calls: ListFeatureFlags,
    with: () => undefined,
    answers: value(FeatureFlagsView, (data: readonly ShownFlag[]) => ({ data })),
  }),
];
