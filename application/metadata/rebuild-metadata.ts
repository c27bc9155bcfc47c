import type { Resource } from '../../domain/metadata/entity-metadata.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { DocumentRebuilder } from '../shared/document-rebuilder.js';
import type { MetadataCopies } from './ports/metadata-copies.js';
import type { MetadataRegister } from './ports/metadata-register.js';

const AT_ONCE = 100;

/** Makes the copies of all that a tenant has ever noted. */
export class RebuildMetadata extends DocumentRebuilder {
  constructor(
    private readonly register: MetadataRegister,
    private readonly copies: MetadataCopies,
  ) {
    super();
  }

  override async rebuild(tenant: TenantContext): Promise<number> {
    let written = 0;
    let last: Resource | null = null;
    for (;;) {
      const page = await this.register.after(tenant, last, AT_ONCE);
      for (const metadata of page) await this.copies.keep(tenant, metadata);
      written += page.length;
      last = page.at(-1) ?? null;
      if (page.length < AT_ONCE) return written;
    }
  }
}
