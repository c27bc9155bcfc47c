import {
  type Document,
  type DocumentKey,
  documentName,
  DocumentStore,
  LARGEST_DOCUMENT_BYTES,
  MOST_DOCUMENTS,
} from '../../../application/shared/ports/document-store.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

export class InMemoryDocumentStore extends DocumentStore {
  readonly #documents = new Map<string, Document>();

  override async read({ tenantId }: TenantContext, keys: readonly DocumentKey[]): Promise<ReadonlyMap<string, Document>> {
    if (keys.length > MOST_DOCUMENTS) throw new RangeError(`At most ${MOST_DOCUMENTS} documents are read at once.`);
    return new Map(
      keys.map(documentName).flatMap((name) => {
        const document = this.#documents.get(`${tenantId} ${name}`);
        return document === undefined ? [] : [[name, structuredClone(document)]];
      }),
    );
  }

  override async write({ tenantId }: TenantContext, key: DocumentKey, document: Document): Promise<void> {
    if (Buffer.byteLength(JSON.stringify(document.content)) > LARGEST_DOCUMENT_BYTES) throw new RangeError('A document is too large.');
    const name = `${tenantId} ${documentName(key)}`;
    if ((this.#documents.get(name)?.version ?? -1) < document.version) this.#documents.set(name, structuredClone(document));
  }
}
