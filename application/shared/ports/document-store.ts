import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** One document of a tenant: of which kind, and which of them. */
export type DocumentKey = {
  /** `<context>.<what>`, e.g. `settings.sheet`. */
  readonly kind: string;
  readonly id: string;
};

/** What a document says, and the version of what it was made from. Null content: there is nothing any more, and an older version must not come back. */
export type Document = { readonly version: number; readonly content: Readonly<Record<string, unknown>> | null };

/** The key of a document as one text, to find it in what `read` gives. */
export const documentName = ({ kind, id }: DocumentKey): string => `${kind}#${id}`;

/** So many are read at once. */
export const MOST_DOCUMENTS = 100;

/** As JSON. DynamoDB takes 400 KiB with keys and all. */
export const LARGEST_DOCUMENT_BYTES = 390 * 1024;

/**
 * The high-speed read store: copies of what nearly every request reads and few write. It decides nothing: what it does not have, or
 * cannot say, is read where it is decided.
 */
export abstract class DocumentStore {
  /** Many at once, by their names; those that it has. At most `MOST_DOCUMENTS`: more is a defect. @throws Unavailable */
  abstract read(tenant: TenantContext, keys: readonly DocumentKey[]): Promise<ReadonlyMap<string, Document>>;

  /**
   * Stores it, unless it has one of this version or a later one. One that is larger than `LARGEST_DOCUMENT_BYTES` is a defect.
   * @throws Unavailable, and then it may have been stored or not
   */
  abstract write(tenant: TenantContext, key: DocumentKey, document: Document): Promise<void>;
}
