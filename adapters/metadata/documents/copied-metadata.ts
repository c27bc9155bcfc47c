import { KeptMetadata } from '../../../application/metadata/ports/kept-metadata.js';
import { MetadataCopies } from '../../../application/metadata/ports/metadata-copies.js';
import { MetadataRegister } from '../../../application/metadata/ports/metadata-register.js';
import type { DocumentStore } from '../../../application/shared/ports/document-store.js';
import type { OpenTransaction } from '../../../application/shared/ports/transactions.js';
import type { EntityMetadata, EntityMetadataState, Resource } from '../../../domain/metadata/entity-metadata.js';
import { noPairs, Pairs } from '../../../domain/metadata/pairs.js';
import type { ResourceId } from '../../../domain/metadata/resource-id.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { type Decided, DocumentCopies, type DocumentWire } from '../../shared/documents/document-copies.js';

const wire: DocumentWire<Pairs> = {
  read({ pairs }) {
    if (typeof pairs !== 'object' || pairs === null) throw new TypeError('There are no pairs.');
    const entries = Object.entries(pairs as Readonly<Record<string, unknown>>);
    return Pairs.from(entries.map(([name, value]): [string, string] => {
      if (typeof value !== 'string') throw new TypeError('The value of a pair is a text.');
      return [name, value];
    }));
  },
  write: (pairs) => ({ pairs: Object.fromEntries(pairs) }),
};

/** Where all pairs are removed, and where there never were any, there is no document. */
const decided = ({ version, pairs }: EntityMetadataState): Decided<Pairs> => ({ version, value: pairs.size === 0 ? null : pairs });

/** Copies of metadata: a document for each resource, of a kind for each type. One for all who read and write in a process. */
export class DocumentedMetadata extends MetadataCopies {
  readonly #byType = new Map<string, DocumentCopies<Pairs>>();

  constructor(private readonly store: DocumentStore) {
    super();
  }

  override keep(tenant: TenantContext, metadata: EntityMetadataState): Promise<void> {
    return this.of(metadata.type).keep(tenant, metadata.resourceId, decided(metadata));
  }

  /** Once a change is kept. Never throws. */
  changed(tenant: TenantContext, metadata: EntityMetadataState): Promise<void> {
    return this.of(metadata.type).changed(tenant, metadata.resourceId, decided(metadata));
  }

  /** Of resources of one type; those of which there is no copy are asked for all at once. */
  async read(tenant: TenantContext, type: string, ids: readonly ResourceId[], truth: MetadataRegister): Promise<ReadonlyMap<ResourceId, EntityMetadataState>> {
    const found = await this.of(type).read(tenant, ids, async (lacking) => {
      const noted = await truth.of(tenant, type, lacking as readonly ResourceId[]);
      return new Map([...noted].map(([id, metadata]) => [id as string, decided(metadata)]));
    });
    return new Map(
      ids.map((resourceId) => {
        const { version, value } = found.get(resourceId) ?? { version: 0, value: null };
        return [resourceId, { type, resourceId, tenantId: tenant.tenantId, pairs: value ?? noPairs, version }];
      }),
    );
  }

  private of(type: string): DocumentCopies<Pairs> {
    const copies = this.#byType.get(type) ?? new DocumentCopies(this.store, `metadata.${type}`, wire);
    this.#byType.set(type, copies);
    return copies;
  }
}

/** Reads the copies, and what they lack where it is decided. */
export class CopiedMetadataRegister extends MetadataRegister {
  constructor(
    private readonly copies: DocumentedMetadata,
    private readonly truth: MetadataRegister,
  ) {
    super();
  }

  override of(tenant: TenantContext, type: string, ids: readonly ResourceId[]): Promise<ReadonlyMap<ResourceId, EntityMetadataState>> {
    return this.copies.read(tenant, type, ids, this.truth);
  }

  override after(tenant: TenantContext, last: Resource | null, limit: number): Promise<readonly EntityMetadataState[]> {
    return this.truth.after(tenant, last, limit);
  }
}

/** Copies what is saved, once its transaction is kept. */
export class CopyingMetadata extends KeptMetadata {
  constructor(
    private readonly kept: KeptMetadata,
    private readonly transaction: OpenTransaction,
    private readonly copies: DocumentedMetadata,
  ) {
    super();
  }

  override get(tenant: TenantContext, resource: Resource): Promise<EntityMetadata> {
    return this.kept.get(tenant, resource);
  }

  override async save(tenant: TenantContext, metadata: EntityMetadata): Promise<EntityMetadata> {
    const stored = await this.kept.save(tenant, metadata);
    this.transaction.onceKept(() => this.copies.changed(tenant, stored.state));
    return stored;
  }
}
