import type { PrincipalId, TenantContext } from '../../domain/shared/tenant-context.js';
import type { UserRegister } from './ports/user-register.js';
import { type PersonCard, PersonDirectory } from './published.js';

/** Identity's answers to its neighbours. */
export class PublishedPersonDirectory extends PersonDirectory {
  constructor(private readonly users: UserRegister) {
    super();
  }

  override find(tenant: TenantContext, id: PrincipalId): Promise<PersonCard | null> {
    return this.users.byId(tenant, id);
  }
}
