import { ContainerModule } from 'inversify';
import { DocumentSheetCopies } from '../../adapters/settings/documents/document-sheet-copies.js';
import { settingEndpoints } from '../../adapters/settings/http/setting-endpoints.js';
import { JoseSecretSealer } from '../../adapters/settings/jose/jose-secret-sealer.js';
import { postgresSettingsWork } from '../../adapters/settings/postgres/postgres-settings-work.js';
import { PostgresSheetRegister } from '../../adapters/settings/postgres/postgres-sheet-register.js';
import { PlansFromTenancy } from '../../adapters/settings/tenancy/plans-from-tenancy.js';
import { TenantDatabase } from '../../adapters/shared/postgres/tenant-database.js';
import { ChangeOwnSetting } from '../../application/settings/change-own-setting.js';
import { ChangeSetting } from '../../application/settings/change-setting.js';
import { ChangingALevel } from '../../application/settings/changing-a-level.js';
import { ClearOwnSetting } from '../../application/settings/clear-own-setting.js';
import { ClearSetting } from '../../application/settings/clear-setting.js';
import { CopySheet } from '../../application/settings/copy-sheet.js';
import { settingsJobs } from '../../application/settings/jobs.js';
import { ForgetOwnSettings } from '../../application/settings/forget-own-settings.js';
import { ListFeatureFlags } from '../../application/settings/list-feature-flags.js';
import { ListSettingHistory } from '../../application/settings/list-setting-history.js';
import { ListSettings } from '../../application/settings/list-settings.js';
import { settingsPermissions } from '../../application/settings/permissions.js';
import { SecretSealer } from '../../application/settings/ports/secret-sealer.js';
import { SettingsWork } from '../../application/settings/ports/settings-work.js';
import { SheetCopies } from '../../application/settings/ports/sheet-copies.js';
import { SheetRegister } from '../../application/settings/ports/sheet-register.js';
import { TenantPlans } from '../../application/settings/ports/tenant-plans.js';
import { EffectiveSettings, settingsEvents } from '../../application/settings/published.js';
import { PublishedEffectiveSettings } from '../../application/settings/published-effective-settings.js';
import { DeclarationRefused, SettingCatalogue } from '../../application/settings/setting-catalogue.js';
import { SettingReading } from '../../application/settings/setting-reading.js';
import { ShowSetting } from '../../application/settings/show-setting.js';
import { SheetRebuilder } from '../../application/settings/sheet-rebuilder.js';
import { guarded, guardedCommand } from '../../application/shared/guard.js';
import { Cache } from '../../application/shared/ports/cache.js';
import { Clock } from '../../application/shared/ports/clock.js';
import { DocumentStore } from '../../application/shared/ports/document-store.js';
import { Ids } from '../../application/shared/ports/ids.js';
import type { SettingDeclaration } from '../../application/shared/setting.js';
import { TenantDirectory } from '../../application/tenancy/published.js';
import { derivedKey } from '../derived-key.js';
import { StartRefused } from '../start-refused.js';
import { MASTER_KEY, SETTINGS } from '../tokens.js';
import type { ContextModule } from './context-module.js';

/** @throws StartRefused with the sentence that names what is declared wrongly */
function catalogueOf(declared: readonly SettingDeclaration[]): SettingCatalogue {
  try {
    return new SettingCatalogue(declared);
  } catch (error) {
    throw error instanceof DeclarationRefused ? new StartRefused(error.message, { cause: error }) : error;
  }
}

export const settingsModule: ContextModule = {
  name: 'settings',
  endpoints: settingEndpoints,
  permissions: settingsPermissions,
  events: settingsEvents,
  jobs: settingsJobs,
  documents: SheetRebuilder,

  core: new ContainerModule(({ bind }) => {
    bind(ListSettings).toResolvedValue(
      (catalogue, reading, copies) => guarded(new ListSettings(catalogue, reading, copies)),
      [SettingCatalogue, SettingReading, SheetCopies],
    );
    bind(ShowSetting).toResolvedValue(
      (catalogue, reading, copies) => guarded(new ShowSetting(catalogue, reading, copies)),
      [SettingCatalogue, SettingReading, SheetCopies],
    );
    bind(ListFeatureFlags).toResolvedValue(
      (catalogue, reading, copies) => guarded(new ListFeatureFlags(catalogue, reading, copies)),
      [SettingCatalogue, SettingReading, SheetCopies],
    );
    bind(ListSettingHistory).toResolvedValue((catalogue, register) => guarded(new ListSettingHistory(catalogue, register)), [SettingCatalogue, SheetRegister]);
    bind(ChangeSetting).toResolvedValue(
      (work, catalogue, level, sealer) => guardedCommand(work, (joined) => new ChangeSetting(joined, catalogue, level, sealer)),
      [SettingsWork, SettingCatalogue, ChangingALevel, SecretSealer],
    );
    bind(ChangeOwnSetting).toResolvedValue(
      (work, catalogue, level, sealer) => guardedCommand(work, (joined) => new ChangeOwnSetting(joined, catalogue, level, sealer)),
      [SettingsWork, SettingCatalogue, ChangingALevel, SecretSealer],
    );
    bind(ClearSetting).toResolvedValue(
      (work, catalogue, level) => guardedCommand(work, (joined) => new ClearSetting(joined, catalogue, level)),
      [SettingsWork, SettingCatalogue, ChangingALevel],
    );
    bind(ClearOwnSetting).toResolvedValue(
      (work, catalogue, level) => guardedCommand(work, (joined) => new ClearOwnSetting(joined, catalogue, level)),
      [SettingsWork, SettingCatalogue, ChangingALevel],
    );
    bind(CopySheet).toResolvedValue((work, copies) => guardedCommand(work, (joined) => new CopySheet(joined, copies)), [SettingsWork, SheetCopies]);
    bind(ForgetOwnSettings).toResolvedValue(
      (work, copies) => guardedCommand(work, (joined) => new ForgetOwnSettings(joined, copies)),
      [SettingsWork, SheetCopies],
    );

    bind(SettingCatalogue).toResolvedValue(catalogueOf, [SETTINGS]);
    bind(ChangingALevel).toResolvedValue(
      (reading, register, clock) => new ChangingALevel(reading, register, clock),
      [SettingReading, SheetRegister, Clock],
    );
    bind(SettingReading).toResolvedValue((plans) => new SettingReading(plans), [TenantPlans]);
    bind(SheetCopies).toResolvedValue((register, documents, cache) => new DocumentSheetCopies(register, documents, cache), [SheetRegister, DocumentStore, Cache]);
    bind(SheetRebuilder).toResolvedValue((register, copies) => new SheetRebuilder(register, copies), [SheetRegister, SheetCopies]);
    bind(SecretSealer).toResolvedValue((masterKey) => new JoseSecretSealer(derivedKey(masterKey, 'secret settings')), [MASTER_KEY]);
    bind(TenantPlans).toResolvedValue((tenants) => new PlansFromTenancy(tenants), [TenantDirectory]);
    bind(EffectiveSettings).toResolvedValue(
      (reading, copies, sealer, clock) => new PublishedEffectiveSettings(reading, copies, sealer, clock),
      [SettingReading, SheetCopies, SecretSealer, Clock],
    );
  }),

  stores: new ContainerModule(({ bind }) => {
    bind(SettingsWork).toResolvedValue(postgresSettingsWork, [TenantDatabase, SheetCopies, Ids]);
    bind(SheetRegister).toResolvedValue((database) => new PostgresSheetRegister(database), [TenantDatabase]);
  }),
};
