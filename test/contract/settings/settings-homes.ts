import { CopiedSheets } from '../../../adapters/settings/documents/copied-sheets.js';
import { JoseSecretSealer } from '../../../adapters/settings/jose/jose-secret-sealer.js';
import { InMemorySheetRegister, inMemorySettingsWork } from '../../../adapters/settings/memory/in-memory-settings.js';
import { PostgresSheetRegister } from '../../../adapters/settings/postgres/postgres-sheet-register.js';
import { postgresSettingsWork } from '../../../adapters/settings/postgres/postgres-settings-work.js';
import { TieredCache } from '../../../adapters/shared/in-process/tiered-cache.js';
import { InMemoryDocumentStore } from '../../../adapters/shared/memory/in-memory-document-store.js';
import { UuidIds } from '../../../adapters/shared/system/uuid-ids.js';
import type { SettingsWork } from '../../../application/settings/ports/settings-work.js';
import type { SheetCopies } from '../../../application/settings/ports/sheet-copies.js';
import type { SheetRegister } from '../../../application/settings/ports/sheet-register.js';
import type { EffectiveSettings } from '../../../application/settings/published.js';
import { PublishedEffectiveSettings } from '../../../application/settings/published-effective-settings.js';
import { SettingReading } from '../../../application/settings/setting-reading.js';
import type { Cache } from '../../../application/shared/ports/cache.js';
import { secretSetting, setting, text, wholeNumber } from '../../../application/shared/setting.js';
import type { SheetName } from '../../../domain/settings/setting-level.js';
import type { SettingSheet } from '../../../domain/settings/setting-sheet.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { userOf } from '../../support/tenants.js';
import { noon } from '../../support/users.js';
import type { Home, Homes } from '../homes.js';

export type SettingsPorts = {
  readonly work: SettingsWork;
  readonly register: SheetRegister;
  readonly copies: SheetCopies;
  readonly documents: InMemoryDocumentStore;
  readonly cache: Cache;
};
export type OpenSettings = () => Promise<Home<SettingsPorts>>;

const over = (register: SheetRegister, workOver: (copies: SheetCopies) => SettingsWork): SettingsPorts => {
  const [documents, cache] = [new InMemoryDocumentStore(), new TieredCache()];
  const copies = new CopiedSheets(register, documents, cache);
  return { work: workOver(copies), register, copies, documents, cache };
};

export const settingsHomes: Homes<SettingsPorts> = {
  memory: (store) => over(new InMemorySheetRegister(store), (copies) => inMemorySettingsWork(store, copies, new UuidIds())),
  postgres: (database) => over(new PostgresSheetRegister(database), (copies) => postgresSettingsWork(database, copies, new UuidIds())),
};

export const days = setting('library.days', { description: 'For how long a book is lent', kind: wholeNumber({ min: 1, max: 90 }), default: 14 });
export const motto = setting('library.motto', { description: 'Over the door', kind: text({ max: 100 }), default: '' });
export const password = secretSetting('library.password', { description: 'To the catalogue of others' });

export const hand = (tenant: TenantContext) => ({ by: userOf(tenant).id, at: noon });

/** Settings of a tenant on the first plan, as a neighbour asks for them. */
export const effectiveOver = ({ copies }: Pick<SettingsPorts, 'copies'>): EffectiveSettings =>
  new PublishedEffectiveSettings(new SettingReading({ planOf: async () => ({ name: 'free', at: 0, of: 3 }) }), copies, new JoseSecretSealer(new Uint8Array(32).fill(1)), new FixedClock());

/** Opens a sheet, changes it, and saves it. */
export const said = ({ work }: Pick<SettingsPorts, 'work'>, tenant: TenantContext, name: SheetName, change: (sheet: SettingSheet) => SettingSheet): Promise<SettingSheet> =>
  work.run(tenant, async ({ sheets }) => sheets.save(tenant, change((await sheets.open(tenant, name, [])).sheet)));
