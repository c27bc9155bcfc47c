import { User } from '../../domain/identity/user.js';
import { PrincipalId, type TenantContext } from '../../domain/shared/tenant-context.js';
import type { BuiltInRole } from '../shared/permission.js';
import type { Clock } from '../shared/ports/clock.js';
import type { Ids } from '../shared/ports/ids.js';
import type { OpenTransaction } from '../shared/ports/transactions.js';
import type { IdentityWork } from './ports/identity-work.js';
import type { PasswordHasher } from './ports/password-hasher.js';
import { type NewPerson, type PreparedPerson, Registration } from './published.js';

/** Makes a person a user, within the transaction of whoever asks. */
export class PublishedRegistration extends Registration {
  constructor(
    private readonly work: IdentityWork,
    private readonly passwords: PasswordHasher,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async prepare({ name, email, password }: NewPerson): Promise<PreparedPerson> {
    return { name, email, passwordHash: await this.passwords.hash(password) };
  }

  override async register(
    tenant: TenantContext,
    { name, email, passwordHash }: PreparedPerson,
    role: BuiltInRole,
    transaction: OpenTransaction,
  ): Promise<PrincipalId> {
    const id = PrincipalId.from(this.ids.next());
    const createdAt = this.clock.now();
    const user = User.register({ id, tenantId: tenant.tenantId, email, name, passwordHash, createdAt });
    await this.work.within(transaction).run(tenant, async ({ users, roles, allowance }) => {
      await allowance.takeMember(tenant);
      await users.add(tenant, user);
      await roles.assign(tenant, id, role);
    });
    return id;
  }
}
