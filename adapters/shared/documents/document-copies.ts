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

/** Of so many documents a process remembers how far they had come when it changed them last. */
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
   * All of them, by their ids, at most `MOST_DOCUMENTS`; `decide` is asked for those of which there is no copy, all at once, and what
   * it says is copied. What it does not give does not exist: version 0, and null.
   */
  async read(
    tenant: TenantContext,
    ids: readonly string[],
    decide: (ids: readonly string[]) => Promise<ReadonlyMap<string, Decided<Value>>>,
  ): Promise<ReadonlyMap<string, Decided<Value>>> {
    const found = await this.found(tenant, ids);
    const copied = this.copied(tenant, ids, found ?? new Map());
    const lacking = [...new Set(ids)].filter((id) => !copied.has(id));
    if (lacking.length === 0) return copied;
    const decided = await decide(lacking);
    const read = new Map(lacking.map((id) => [id, decided.get(id) ?? { version: 0, value: null }] as const));
    // a store that is away is not asked again
    if (found !== null) this.copy(tenant, read);
    return new Map([...copied, ...read]);
  }

  /** Once a change is kept: whoever reads here from now on gets it. Never throws: where the store is away, the copy is made later. */
  async changed(tenant: TenantContext, id: string, decided: Decided<Value>): Promise<void> {
    this.#floors.set(floorOf(tenant, id), Math.max(decided.version, this.#floors.get(floorOf(tenant, id)) ?? 0));
    await this.keep(tenant, id, decided).catch(() => undefined);
  }

  /** Makes the copy, unless there is one of this version or a later one. @throws Unavailable */
  async keep(tenant: TenantContext, id: string, { version, value }: Decided<Value>): Promise<void> {
    await this.store.write(tenant, this.keyOf(id), { version, content: value === null ? null : this.wire.write(value) });
  }

  /** Nobody waits for it. */
  private copy(tenant: TenantContext, read: ReadonlyMap<string, Decided<Value>>): void {
    for (const [id, one] of read) {
      if (one.value !== null || this.absence === 'absence is copied') void this.keep(tenant, id, one).catch(() => undefined);
    }
  }

  private copied(tenant: TenantContext, ids: readonly string[], found: ReadonlyMap<string, Document>): ReadonlyMap<string, Decided<Value>> {
    return new Map(
      ids.flatMap((id) => {
        const document = found.get(documentName(this.keyOf(id)));
        const decided = document === undefined ? null : this.decidedOf(document);
        const isBehind = decided === null || decided.version < (this.#floors.get(floorOf(tenant, id)) ?? 0);
        return isBehind ? [] : [[id, decided] as const];
      }),
    );
  }

  /** Null when the store is away. */
  private async found(tenant: TenantContext, ids: readonly string[]): Promise<ReadonlyMap<string, Document> | null> {
    try {
      return await this.store.read(tenant, ids.map((id) => this.keyOf(id)));
    } catch (error) {
      if (error instanceof Unavailable) return null;
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

const floorOf = ({ tenantId }: TenantContext, id: string): string => `${tenantId} ${id}`;
