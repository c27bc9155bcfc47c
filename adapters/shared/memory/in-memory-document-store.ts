import { type Document, type DocumentKey, documentName, DocumentStore } from '../../../application/shared/ports/document-store.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

export class InMemoryDocumentStore extends DocumentStore {
  readonly #documents = new Map<string, Document>();

  override async read({ tenantId }: TenantContext, keys: readonly DocumentKey[]): Promise<ReadonlyMap<string, Document>> {
    return new Map(
      keys.map(documentName).flatMap((name) => {
        const document = this.#documents.get(`${tenantId} ${name}`);
        return document === undefined ? [] : [[name, document]];
      }),
    );
  }

  override async write({ tenantId }: TenantContext, key: DocumentKey, document: Document): Promise<void> {
    const name = `${tenantId} ${documentName(key)}`;
    if ((this.#documents.get(name)?.version ?? -1) < document.version) this.#documents.set(name, structuredClone(document));
  }
}
