import { type Document, DocumentStore } from '../../../application/shared/ports/document-store.js';

/** Has nothing, ever: all is read where it is decided. */
export class NoDocumentStore extends DocumentStore {
  override async read(): Promise<ReadonlyMap<string, Document>> {
    return new Map();
  }

  override async write(): Promise<void> {
    // nobody would read it
  }
}
