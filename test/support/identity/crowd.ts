import { randomUUID } from 'node:crypto';
import { SigningKeys } from '../../../application/identity/ports/signing-keys.js';
import { SignIn } from '../../../application/identity/sign-in.js';
import { SweepInvitations } from '../../../application/identity/sweep-invitations.js';
import { SweepSessions } from '../../../application/identity/sweep-sessions.js';
import { EmailAddress } from '../../../domain/shared/email-address.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantId } from '../../../domain/shared/tenant-context.js';
import { type Crowd, idAt, momentAt } from '../crowd.js';
import { thePlatformIn } from '../tenants.js';

/** From the fifth time on it is refused for a while, and asked for how long. */
const guessed: NonNullable<Crowd['calls']>[number] = (container) =>
  container
    .get(SignIn)
    .execute(SystemContext.for('a test'), { tenant: 'nobody', email: EmailAddress.from('eve@nobody.example'), password: 'a guess', callerAddress: '192.0.2.1' })
    .catch(() => undefined);

/** As the operators' command does. Nobody signs in after this. */
const keysReplaced: NonNullable<Crowd['calls']>[number] = (container) => {
  const now = new Date();
  const key = { kid: randomUUID(), publicKey: {}, sealedPrivateKey: 'none', createdAt: now, activeFrom: now, revokedAt: null };
  return container.get(SigningKeys).replaceAll(SystemContext.for('a test'), key);
};

/** As a schedule does, of what is old by then: some of the crowd. */
const swept: NonNullable<Crowd['calls']>[number] = async (container, tenantId) => {
  const platform = thePlatformIn(TenantId.from(tenantId));
  const sweep = { dueAt: new Date('2026-06-01Z'), batch: 1 };
  await container.get(SweepSessions).execute(platform, sweep);
  await container.get(SweepInvitations).execute(platform, sweep);
};

export const crowd: Crowd = {
  tables: {
    'identity.user_account': ({ tenantId, rows }) => `
      insert into identity.user_account (tenant_id, id, email, name, password_hash, created_at, status, version)
      select '${tenantId}', ${idAt()}, 'user-' || n || '@crowd.example', 'User ' || md5(n::text), 'none', ${momentAt},
             case when n <= ${rows} / 100 then 'deactivated' else 'active' end, 1
      from generate_series(1, ${rows}) n`,
    'identity.session': ({ tenantId, rows }) => `
      insert into identity.session (tenant_id, id, user_id, started_at, expires_at, ended_at, version)
      select '${tenantId}', ${idAt()}, ${idAt('1 + n / 10')}, ${momentAt}, ${momentAt} + interval '30 days',
             case when n % 4 > 0 then ${momentAt} + interval '1 day' end, 1
      from generate_series(1, ${rows}) n`,
    'identity.sign_in_attempt': ({ tenantId, rows }) => `
      insert into identity.sign_in_attempt (tenant_id, account, network, failures, last_at)
      select '${tenantId}', md5((n / 10)::text), md5(n::text), 1,
             now() - case when n > ${rows} * 0.99 then interval '30 days' else n * interval '1 millisecond' end from generate_series(1, ${rows}) n`,
    'identity.invitation': ({ tenantId, rows }) => `
      insert into identity.invitation (tenant_id, id, email, role, invited_by, secret_hash, status, created_at, expires_at, version)
      select '${tenantId}', ${idAt()}, 'invited-' || n || '@crowd.example', 'member', ${idAt('1')}, 'none',
             case when n <= ${rows} / 100 then 'pending' when n % 10 = 0 then 'revoked' else 'accepted' end, ${momentAt}, ${momentAt} + interval '7 days', 1
      from generate_series(1, ${rows}) n`,
  },
  calls: [guessed, keysReplaced, swept],
  small: { 'identity.signing_key': 'the platform has one, and one more for each that was replaced' },
};
