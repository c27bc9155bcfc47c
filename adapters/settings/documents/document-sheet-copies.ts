import { z } from 'zod';
import { type CachedKind, CacheKey, CacheTag } from '../../../application/shared/cache-key.js';
import type { Cache } from '../../../application/shared/ports/cache.js';
import type { DocumentStore } from '../../../application/shared/ports/document-store.js';
import { SheetCopies } from '../../../application/settings/ports/sheet-copies.js';
import type { SheetRegister } from '../../../application/settings/ports/sheet-register.js';
import type { SheetName } from '../../../domain/settings/setting-level.js';
import { SettingSheet, type SheetState } from '../../../domain/settings/setting-sheet.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { type Decided, DocumentCopies, type DocumentWire } from '../../shared/documents/document-copies.js';

const KIND = 'settings.sheet';

/** Sheets in the cache, over their copies in the read store, over those that are decided. */
export class DocumentSheetCopies extends SheetCopies {
  readonly #copies: DocumentCopies<SheetState>;
  #changes = 0;

  constructor(
    private readonly register: SheetRegister,
    documents: DocumentStore,
    private readonly cache: Cache,
  ) {
    super();
    this.#copies = new DocumentCopies(documents, KIND, wire);
  }

  override get changes(): number {
    return this.#changes;
  }

  override read(tenant: TenantContext, names: readonly SheetName[]): Promise<readonly SheetState[]> {
    const lacking = new Together((wanted) => this.load(tenant, wanted));
    return Promise.all(names.map(async (name) => (await this.cache.get(tenant, keyOf(tenant, name), () => lacking.load(name))) ?? blank(tenant, name)));
  }

  override async changed(tenant: TenantContext, state: SheetState): Promise<void> {
    // first the copy: whoever loads in between would keep what it said before
    await this.#copies.changed(tenant, state.name, decided(state));
    await this.forget(tenant, state.name);
  }

  override async repair(tenant: TenantContext, state: SheetState): Promise<void> {
    await this.#copies.keep(tenant, state.name, decided(state));
    await this.forget(tenant, state.name);
  }

  private async forget(tenant: TenantContext, name: SheetName): Promise<void> {
    await this.cache.forget(tenant, [tagOf(tenant, name)]);
    this.#changes += 1;
  }

  private async load(tenant: TenantContext, names: readonly SheetName[]): Promise<ReadonlyMap<string, SheetState>> {
    const read = await this.#copies.read(tenant, names, async (lacking) => {
      const states = await this.register.read(tenant, lacking as readonly SheetName[]);
      return new Map(states.map((state) => [state.name, decided(state)]));
    });
    return new Map(names.map((name) => [name, read.get(name)?.value ?? blank(tenant, name)]));
  }
}

/** What is asked for one after the other, before anything else goes on, is loaded together. */
class Together {
  #wanted: SheetName[] = [];
  #loading: Promise<ReadonlyMap<string, SheetState>> | null = null;

  constructor(private readonly loadAll: (names: readonly SheetName[]) => Promise<ReadonlyMap<string, SheetState>>) {}

  async load(name: SheetName): Promise<SheetState | null> {
    this.#wanted.push(name);
    this.#loading ??= new Promise<void>((go) => setImmediate(go)).then(() => {
      const wanted = this.#wanted;
      [this.#wanted, this.#loading] = [[], null];
      return this.loadAll(wanted);
    });
    return (await this.#loading).get(name) ?? null;
  }
}

const blank = ({ tenantId }: TenantContext, name: SheetName): SheetState => SettingSheet.blank(tenantId, name).state;

const tagOf = (tenant: TenantContext, name: SheetName): CacheTag => CacheTag.of(tenant, `${KIND} ${name}`);

const keyOf = (tenant: TenantContext, name: SheetName): CacheKey<SheetState> => CacheKey.of(tenant, cachedSheet, name, [tagOf(tenant, name)]);

/** Where nothing was ever said, or nothing is left, there is nothing to copy but that. */
const decided = (state: SheetState): Decided<SheetState> => ({ version: state.version, value: Object.keys(state.entries).length === 0 ? null : state });

const said = z.object({
  value: z.union([z.boolean(), z.number(), z.string(), z.array(z.string())]).nullable(),
  locked: z.boolean(),
  setBy: z.string().nullable(),
  setAt: z.iso.datetime().transform((text) => new Date(text)),
  version: z.number(),
});
const sheet = z.object({ id: z.string().nullable(), tenantId: z.string(), name: z.string(), entries: z.record(z.string(), said), version: z.number() });

const wire: DocumentWire<SheetState> = {
  read: (content) => sheet.parse(content) as SheetState,
  write: ({ entries, ...others }) => ({
    ...others,
    entries: Object.fromEntries(Object.entries(entries).map(([key, { setAt, ...entry }]) => [key, { ...entry, setAt: setAt.toISOString() }])),
  }),
};

const cachedSheet: CachedKind<SheetState> = {
  name: KIND,
  freshSeconds: 30,
  keptSeconds: 60,
  localSeconds: 1,
  absentSeconds: 5,
  read: (raw) => sheet.parse(raw) as SheetState,
  write: wire.write,
};
