import { People, type Person } from '../../../application/access/ports/people.js';
import type { PersonDirectory } from '../../../application/identity/published.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';

/** Who a principal is, as identity knows it. */
export class PeopleFromIdentity extends People {
  constructor(private readonly people: PersonDirectory) {
    super();
  }

  override find(tenant: TenantContext, id: PrincipalId): Promise<Person | null> {
    return this.people.find(tenant, id);
  }
}
