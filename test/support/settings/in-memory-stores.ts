import { ContainerModule } from 'inversify';
import { InMemorySheetRegister, inMemorySettingsWork } from '../../../adapters/settings/memory/in-memory-settings.js';
import { InMemoryStore } from '../../../adapters/shared/memory/in-memory-store.js';
import { SettingsWork } from '../../../application/settings/ports/settings-work.js';
import { SheetCopies } from '../../../application/settings/ports/sheet-copies.js';
import { SheetRegister } from '../../../application/settings/ports/sheet-register.js';
import { Ids } from '../../../application/shared/ports/ids.js';

export const stores = new ContainerModule(({ bind }) => {
  bind(SettingsWork).toResolvedValue(inMemorySettingsWork, [InMemoryStore, SheetCopies, Ids]);
  bind(SheetRegister).toResolvedValue((store) => new InMemorySheetRegister(store), [InMemoryStore]);
});
