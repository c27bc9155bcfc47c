import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { DocumentRebuilder } from '../shared/document-rebuilder.js';
import type { TenantEntries } from './ports/tenant-entries.js';
import type { TenantProfile } from './ports/tenant-profile.js';

/** Of a tenant, the directory keeps what it is, and what its slug means. */
const DOCUMENTS = 2;

/** Makes anew what the directory says of a tenant. */
export class TenantEntriesRebuilder extends DocumentRebuilder {
  constructor(
    private readonly profile: TenantProfile,
    private readonly entries: TenantEntries,
  ) {
    super();
  }

  override async rebuild(tenant: TenantContext): Promise<number> {
    await this.entries.repair(tenant, await this.profile.read(tenant));
    return DOCUMENTS;
  }
}
