import { Registration } from '../../application/identity/published.js';
import type { BuiltInRole } from '../../application/shared/permission.js';
import { Transactions } from '../../application/shared/ports/transactions.js';
import { ChangePlan } from '../../application/tenancy/change-plan.js';
import { EmailAddress } from '../../domain/shared/email-address.js';
import { SystemContext } from '../../domain/shared/system-context.js';
import { TenantContext, TenantId } from '../../domain/shared/tenant-context.js';
import type { Plan } from '../../domain/tenancy/plan.js';
import type { Application } from './application.js';
import { Client } from './client.js';

export type Credentials = {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
  readonly tokenType: string;
};

/** Somebody of a tenant, who is signed in. */
export type Somebody = {
  readonly tenantId: string;
  readonly slug: string;
  readonly email: string;
  readonly password: string;
  readonly credentials: Credentials;
  /** Acts with the credentials above. */
  readonly client: Client;
};

/** A role that no permission is declared for: whoever holds it may do nothing. */
export const roleOfNothing = 'nothing' as BuiltInRole;

const password = 'correct horse battery staple';
let count = 0;

/** A slug that nobody had before. */
export const aSlug = (): string => `tenant-${process.pid}-${++count}`;

/** Founds a tenant and signs its owner in. It has the plan without limits, where the application can be asked for that. */
export async function anOwner(
  { url, container }: Pick<Application, 'url'> & Partial<Pick<Application, 'container'>>,
  plan: Plan = 'enterprise',
): Promise<Somebody> {
  const client = new Client(url);
  const slug = aSlug();
  const email = `owner@${slug}.example`;
  const founded = await client.post('/v1/tenants', {
    name: `Tenant ${slug}`,
    slug,
    owner: { name: 'Ada Lovelace', email, password },
  });
  if (founded.status !== 201) throw new Error(`The tenant was refused: ${founded.text}`);
  if (plan !== 'free') await container?.get(ChangePlan).execute(SystemContext.for('a test'), { slug, plan });
  return signedIn(client, { tenantId: founded.json()['id'] as string, slug, email, password });
}

/** Another person of the same tenant, with this role, signed in. */
export async function aColleague(
  { container, url }: Application,
  { tenantId: id, slug }: Somebody,
  role: BuiltInRole,
): Promise<Somebody> {
  const tenantId = TenantId.from(id);
  const tenant = TenantContext.visitor(tenantId);
  const registration = container.get(Registration);
  const email = `${role}-${++count}@${slug}.example`;
  const person = await registration.prepare({ name: `A ${role}`, email: EmailAddress.from(email), password });
  await container.get(Transactions).run(tenant, (transaction) => registration.register(tenant, person, role, transaction));
  return signedIn(new Client(url), { tenantId, slug, email, password });
}

/** The same person in a session of their own. */
export const signedInAgain = ({ client, ...who }: Somebody): Promise<Somebody> => signedIn(client, who);

async function signedIn(client: Client, who: Omit<Somebody, 'client' | 'credentials'>): Promise<Somebody> {
  const { slug: tenant, email } = who;
  const answer = await client.as(null).post('/v1/sessions', { tenant, email, password: who.password });
  if (answer.status !== 201) throw new Error(`The sign-in was refused: ${answer.text}`);
  const credentials = answer.json<Credentials>();
  return { ...who, credentials, client: client.as(credentials.accessToken) };
}
