/** The setting that is measured: one that a tenant says something of, and each user as well. */
export const settingKey = 'identity.time-zone';
export const settingRoute = `/v1/settings/${settingKey}`;

/** A value of it that stands for a number. */
export const zoneOf = (number: number): string => `Etc/N${number}`;

/** The number that a value stands for; 0 for the default. */
export const numberOf = (zone: string): number => Number(/^Etc\/N(\d+)$/.exec(zone)?.[1] ?? 0);

/** The product, but that it can be told to read that setting with each invoice. */
export const settingReader = 'test/performance/invoicing/setting-reader.ts';
