import type { PrincipalId, TenantContext } from '../../domain/shared/tenant-context.js';
import type { UserRegister } from './ports/user-register.js';
import { type PersonCard, PersonDirectory } from './published.js';

/** Identity's answers to its neighbours. */
export class AnswerAboutPeople extends PersonDirectory {
  constructor(private readonly users: UserRegister) {
    super();
  }

  override async find(tenant: TenantContext, id: PrincipalId): Promise<PersonCard | null> {
    const user = await this.users.byId(tenant, id);
    return user === null ? null : { id: user.id, name: user.name, email: user.email };
  }
}
