import { DocumentSheetCopies } from '../adapters/settings/documents/document-sheet-copies.js';
import { JoseSecretSealer } from '../adapters/settings/jose/jose-secret-sealer.js';
import { postgresSettingsWork } from '../adapters/settings/postgres/postgres-settings-work.js';
import { PostgresSheetRegister } from '../adapters/settings/postgres/postgres-sheet-register.js';
import { SystemClock } from '../adapters/shared/system/system-clock.js';
import { UuidIds } from '../adapters/shared/system/uuid-ids.js';
import { ChangePlatformSetting } from '../application/settings/change-platform-setting.js';
import { ListPlatformSettings } from '../application/settings/list-platform-settings.js';
import { SettingCatalogue } from '../application/settings/setting-catalogue.js';
import { guarded } from '../application/shared/guard.js';
import { contexts } from '../composition-root.js';
import { SystemContext } from '../domain/shared/system-context.js';
import { derivedKey } from './derived-key.js';
import { operatorCommand, type OperatorTools } from './operator-command.js';
import { type SettingsCommand, settingsCommand } from './settings-command.js';
import { card, done, list } from './settings-texts.js';

// What operators say to all tenants, by use cases with a guard like everybody's. Once there is an audit log, it is told there.
async function carryOut(command: SettingsCommand, { database, shared: { cache, documents }, masterKey }: OperatorTools): Promise<string> {
  const operator = SystemContext.for(`npm run settings -- ${command.does}`);
  const { sheet } = command;
  const register = new PostgresSheetRegister(database);
  const catalogue = new SettingCatalogue(contexts.flatMap(({ settings = [] }) => settings));
  const all = guarded(new ListPlatformSettings(catalogue, register));
  if (command.does === 'list') return list(await all.execute(operator, { sheet }));
  if (command.does === 'show') {
    const { key } = catalogue.of(command.key);
    const found = (await all.execute(operator, { sheet })).find(({ declaration }) => declaration.key === key);
    return card(found ?? { declaration: catalogue.of(key), entry: null });
  }
  const work = postgresSettingsWork(database, new DocumentSheetCopies(register, documents, cache), new UuidIds());
  const change = guarded(new ChangePlatformSetting(work, catalogue, new JoseSecretSealer(derivedKey(masterKey, 'secret settings')), new SystemClock()));
  const where = sheet === 'platform' ? 'all tenants' : `tenants of the plan ${sheet.slice('plan#'.length)}`;
  return done(command.key, where, await change.execute(operator, command));
}

await operatorCommand((args) => {
  const command = settingsCommand(args);
  return (tools) => carryOut(command, tools);
});
