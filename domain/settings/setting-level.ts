/** Where something can be set, from the least to the most specific: what is said further on counts more. */
export const settingLevels = ['platform', 'plan', 'tenant', 'user'] as const;
export type SettingLevel = (typeof settingLevels)[number];

/** All that one level of one subject says: the platform's and the plans' sheets belong to the platform, the others to the tenant. */
export type SheetName = 'platform' | `plan#${string}` | 'tenant' | `user#${string}`;

/** At which level a sheet speaks. */
export const levelOf = (name: SheetName): SettingLevel => name.split('#', 1)[0] as SettingLevel;
