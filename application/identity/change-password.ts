import { PasswordWrong } from '../../domain/identity/identity-refusals.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { signedIn } from '../shared/guard.js';
import type { Clock } from '../shared/ports/clock.js';
import type { UnitOfWork } from '../shared/ports/unit-of-work.js';
import { endSessionsOf } from './ending-sessions.js';
import type { PacedAttempts } from './paced-attempts.js';
import type { IdentityScope } from './ports/identity-work.js';
import type { PasswordHasher } from './ports/password-hasher.js';
import type { Revocations } from './ports/revocations.js';
import type { UserRegister } from './ports/user-register.js';

export type ChangePasswordCommand = {
  readonly currentPassword: string;
  readonly newPassword: string;
  readonly endOtherSessions: boolean;
  readonly callerAddress: string;
};

/** Changes the caller's password, for whoever knows the one they have. The session that they are in goes on. */
export class ChangePassword {
  static readonly needs = signedIn;

  constructor(
    private readonly register: UserRegister,
    private readonly work: UnitOfWork<IdentityScope>,
    private readonly passwords: PasswordHasher,
    private readonly attempts: PacedAttempts,
    private readonly revocations: Revocations,
    private readonly clock: Clock,
  ) {}

  async execute(tenant: TenantContext, { currentPassword, newPassword, endOtherSessions, callerAddress }: ChangePasswordCommand): Promise<void> {
    const { principal } = tenant;
    if (principal.kind !== 'user') throw new PasswordWrong();
    const { id, sessionId } = principal;
    const proved = await this.attempts.make(tenant, { account: `the password of ${id}`, callerAddress }, async () => {
      const hash = await this.register.passwordHashOf(tenant, id);
      return (await this.passwords.verify(hash, currentPassword)) ? hash : null;
    });
    if (proved === null) throw new PasswordWrong();
    const next = await this.passwords.hash(newPassword);
    const at = this.clock.now();
    const ended = await this.work.run(tenant, async ({ users, ...scope }) => {
      const user = await users.get(tenant, id);
      // of two who change it at once by the same password, one was late
      if (user === null || user.state.passwordHash !== proved) throw new PasswordWrong();
      await users.save(tenant, user.changePassword(next, at));
      return endOtherSessions ? endSessionsOf(id, scope, tenant, at, sessionId) : [];
    });
    for (const other of ended) this.revocations.sessionEnded(tenant, other);
  }
}
