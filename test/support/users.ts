import { v7 } from 'uuid';
import type { SessionRegister } from '../../application/identity/ports/session-register.js';
import { Session } from '../../domain/identity/session.js';
import { User, type UserState } from '../../domain/identity/user.js';
import { EmailAddress } from '../../domain/shared/email-address.js';
import { PrincipalId, SessionId, type TenantContext } from '../../domain/shared/tenant-context.js';

export const noon = new Date('2026-03-01T12:00:00.000Z');

/** A user of the tenant's who is not stored yet. */
export const aUser = ({ tenantId }: TenantContext, given: Partial<Pick<UserState, 'email' | 'name' | 'createdAt'>> = {}): User =>
  User.register({
    id: PrincipalId.from(v7()),
    tenantId,
    email: EmailAddress.from('ada@acme.example'),
    name: 'Ada Lovelace',
    passwordHash: 'hash of a password',
    createdAt: noon,
    ...given,
  });

/** A session that is not stored yet, started at noon. */
export const aSession = ({ tenantId }: TenantContext, userId: PrincipalId, at = noon): Session =>
  Session.start({ id: SessionId.from(v7()), tenantId, userId, device: null, seed: 'a seed' }, at);

/** Whether the register has the session as neither ended nor expired at a moment. */
export async function isActive(register: SessionRegister, tenant: TenantContext, id: SessionId, at: Date): Promise<boolean> {
  const expiresAt = await register.expiryOf(tenant, id);
  return expiresAt !== null && at < expiresAt;
}

/** The session once its good token has been shown. */
export function refreshed(session: Session, at: Date): Session {
  const outcome = session.refresh(session.state.generation, at);
  if (outcome.kind !== 'continued') throw new Error(`The session was not continued: ${outcome.kind}.`);
  return outcome.session;
}
