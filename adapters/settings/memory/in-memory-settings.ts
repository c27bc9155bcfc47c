import { CopyingSheets } from '../../../application/settings/copying-sheets.js';
import { type OpenedSheet, SettingSheets } from '../../../application/settings/ports/setting-sheets.js';
import type { SettingsScope } from '../../../application/settings/ports/settings-work.js';
import type { SheetCopies } from '../../../application/settings/ports/sheet-copies.js';
import { type HistoryRequest, SheetRegister } from '../../../application/settings/ports/sheet-register.js';
import type { Page } from '../../../application/shared/page.js';
import type { Ids } from '../../../application/shared/ports/ids.js';
import type { Transactions } from '../../../application/shared/ports/transactions.js';
import { OutdatedVersion } from '../../../application/shared/refusals.js';
import type { SheetName } from '../../../domain/settings/setting-level.js';
import { type SettingChange, SettingSheet, type SheetState } from '../../../domain/settings/setting-sheet.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { type InMemoryStore, type InMemoryTransaction, InMemoryUnitOfWork, shelfName } from '../../shared/memory/in-memory-store.js';

const sheetShelf = shelfName<SheetState>('settings.setting-sheet');
const changeShelf = shelfName<SettingChange & { readonly sheet: SheetName; readonly version: number }>('settings.setting-change');

/** The unit of work of settings on the in-memory store; changes are copied after it. */
export const inMemorySettingsWork = (store: Transactions, copies: SheetCopies, ids: Ids): InMemoryUnitOfWork<SettingsScope> =>
  new InMemoryUnitOfWork(store, (transaction) => ({
    sheets: new CopyingSheets(new InMemorySettingSheets(transaction, ids), transaction, copies),
    register: new InMemorySheetRegister(transaction),
  }));

class InMemorySettingSheets extends SettingSheets {
  constructor(
    private readonly transaction: InMemoryTransaction,
    private readonly ids: Ids,
  ) {
    super();
  }

  override async open(tenant: TenantContext, name: SheetName, beside: readonly SheetName[]): Promise<OpenedSheet> {
    const shelf = this.transaction.shelf(tenant, sheetShelf);
    const stateNamed = (one: SheetName) => shelf.get(one) ?? SettingSheet.blank(tenant.tenantId, one).state;
    const state = stateNamed(name);
    return { sheet: SettingSheet.restore({ ...state, id: state.id ?? this.ids.next() }), beside: beside.map(stateNamed) };
  }

  override async save(tenant: TenantContext, sheet: SettingSheet): Promise<SettingSheet> {
    const { id, name, version } = sheet.state;
    if (id === null) throw new Error('A sheet is opened before it is saved.');
    const shelf = this.transaction.shelf(tenant, sheetShelf);
    if ((shelf.get(name)?.version ?? 0) !== version) throw new OutdatedVersion();
    const saved = sheet.stored();
    shelf.set(name, saved.state);
    const changes = this.transaction.shelf(tenant, changeShelf);
    for (const change of sheet.told) changes.set(`${name} ${change.key} ${version + 1}`, { ...change, sheet: name, version: version + 1 });
    this.transaction.announce(tenant, id, sheet.events);
    return saved;
  }

  override async remove(tenant: TenantContext, name: SheetName): Promise<SheetState | null> {
    const [shelf, changes] = [this.transaction.shelf(tenant, sheetShelf), this.transaction.shelf(tenant, changeShelf)];
    const state = shelf.get(name);
    shelf.delete(name);
    for (const [key, { sheet }] of changes) if (sheet === name) changes.delete(key);
    return state === undefined ? null : SettingSheet.gone(state);
  }
}

export class InMemorySheetRegister extends SheetRegister {
  constructor(private readonly store: Pick<InMemoryStore | InMemoryTransaction, 'shelf'>) {
    super();
  }

  override async read(tenant: TenantContext, names: readonly SheetName[]): Promise<readonly SheetState[]> {
    const shelf = this.store.shelf(tenant, sheetShelf);
    return names.map((name) => shelf.get(name) ?? SettingSheet.blank(tenant.tenantId, name).state);
  }

  override async all(tenant: TenantContext, after: string, limit: number): Promise<readonly SheetState[]> {
    const names = [...this.store.shelf(tenant, sheetShelf).keys()].filter((name) => name > after).toSorted();
    return this.read(tenant, names.slice(0, limit) as SheetName[]);
  }

  override async history(tenant: TenantContext, { sheet, key, limit, after }: HistoryRequest): Promise<Page<SettingChange>> {
    const all = [...this.store.shelf(tenant, changeShelf).values()].filter((change) => change.sheet === sheet && change.key === key);
    const rest = all.filter(({ version }) => after === undefined || version < Number(after)).toSorted((one, other) => other.version - one.version);
    const page = rest.slice(0, limit);
    return { items: page.map(({ sheet: _, version: __, ...change }) => change), next: rest.length > limit ? String(page.at(-1)?.version) : null };
  }
}
