/** The setting that is measured: a tenant's, which its users may change for themselves. */
export const settingRoute = '/v1/settings/invoicing.TODO';

/** The product, but that it can be told to read that setting with each invoice. */
export const settingReader = 'test/performance/realtime/invoicing/setting-reader.ts';
