import { LRUCache } from 'lru-cache';
import { type Document, type DocumentKey, documentName, type DocumentStore } from '../../../application/shared/ports/document-store.js';
import { Unavailable } from '../../../application/shared/refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** Something as it is decided, and its version; null when there is no such thing, or no longer. */
export type Decided<Value> = { readonly version: number; readonly value: Value | null };

/** How something travels as a document. */
export type DocumentWire<Value> = {
  /** Throws when it is something else, such as the document of another version of this process. */
  read(content: Readonly<Record<string, unknown>>): Value;
  write(value: Value): Readonly<Record<string, unknown>>;
};

/** Of so many documents it is known how far they had come when this process changed them last. */
const MOST_FLOORS = 50_000;

/**
 * Copies, in the read store, of what is decided in PostgreSQL: of one kind, by their ids. Whatever the store lacks, or is behind
 * what this process has changed itself, is read where it is decided: so a copy that was not written is slow, and never wrong here.
 */
export class DocumentCopies<Value> {
  readonly #floors = new LRUCache<string, number>({ max: MOST_FLOORS });

  constructor(
    private readonly store: DocumentStore,
    private readonly kind: string,
    private readonly wire: DocumentWire<Value>,
    /** Whether what does not exist gets a copy that says so: not where anybody can make up ids. */
    private readonly absence: 'absence is copied' | 'absence is not copied' = 'absence is copied',
  ) {}

  /**
   * All of them, by their ids; `decide` is asked for those of which there is no copy, all at once. What it does not give does not
   * exist: version 0, and null.
   */
  async read(
    tenant: TenantContext,
    ids: readonly string[],
    decide: (ids: readonly string[]) => Promise<ReadonlyMap<string, Decided<Value>>>,
  ): Promise<ReadonlyMap<string, Decided<Value>>> {
    const found = await this.copied(tenant, ids);
    const lacking = ids.filter((id) => !found.has(id));
    if (lacking.length === 0) return found;
    const decided = await decide(lacking);
    const made = lacking.map((id) => [id, decided.get(id) ?? { version: 0, value: null }] as const);
    const copied = this.absence === 'absence is copied' ? made : made.filter(([, { value }]) => value !== null);
    for (const [id, one] of copied) void this.keep(tenant, id, one).catch(() => undefined);
    return new Map([...found, ...made]);
  }

  /** Once a change is kept: whoever reads here from now on gets it. Never throws: where the store is away, the copy is made later. */
  async changed(tenant: TenantContext, id: string, decided: Decided<Value>): Promise<void> {
    const floor = `${tenant.tenantId} ${id}`;
    this.#floors.set(floor, Math.max(decided.version, this.#floors.get(floor) ?? 0));
    await this.keep(tenant, id, decided).catch(() => undefined);
  }

  /** Makes the copy, unless there is one of this version or a later one. @throws Unavailable */
  keep(tenant: TenantContext, id: string, { version, value }: Decided<Value>): Promise<void> {
    return this.store.write(tenant, this.keyOf(id), { version, content: value === null ? null : this.wire.write(value) });
  }

  private async copied(tenant: TenantContext, ids: readonly string[]): Promise<ReadonlyMap<string, Decided<Value>>> {
    const found = await this.found(tenant, ids);
    return new Map(
      ids.flatMap((id) => {
        const document = found.get(documentName(this.keyOf(id)));
        const decided = document === undefined ? null : this.decidedOf(document);
        const isBehind = decided === null || decided.version < (this.#floors.get(`${tenant.tenantId} ${id}`) ?? 0);
        return isBehind ? [] : [[id, decided] as const];
      }),
    );
  }

  private async found(tenant: TenantContext, ids: readonly string[]): Promise<ReadonlyMap<string, Document>> {
    try {
      return await this.store.read(tenant, ids.map((id) => this.keyOf(id)));
    } catch (error) {
      if (error instanceof Unavailable) return new Map();
      throw error;
    }
  }

  private decidedOf({ version, content }: Document): Decided<Value> | null {
    try {
      return { version, value: content === null ? null : this.wire.read(content) };
    } catch {
      return null;
    }
  }

  private keyOf(id: string): DocumentKey {
    return { kind: this.kind, id };
  }
}
