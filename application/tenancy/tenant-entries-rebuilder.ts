import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { DocumentRebuilder } from '../shared/document-rebuilder.js';
import type { TenantEntries } from './ports/tenant-entries.js';
import type { TenantProfile } from './ports/tenant-profile.js';

/** Of a tenant, the directory keeps what it is, and what its slug means. */
const DOCUMENTS = 2;

/** Makes the directory anew from what tenants are. */
export class TenantEntriesRebuilder extends DocumentRebuilder {
  constructor(
    private readonly profile: TenantProfile,
    private readonly entries: TenantEntries,
  ) {
    super();
  }

  override async rebuild(tenant: TenantContext): Promise<number> {
    await this.entries.enter(tenant, await this.profile.read(tenant));
    return DOCUMENTS;
  }
}
