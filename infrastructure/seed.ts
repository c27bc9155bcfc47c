import { randomBytes } from 'node:crypto';
import type { Container } from 'inversify';
import { health } from '../adapters/shared/http/health.js';
import { OutdatedVersion } from '../application/shared/refusals.js';
import { ChangePlan } from '../application/tenancy/change-plan.js';
import { TenantDirectory } from '../application/tenancy/published.js';
import { SignUp } from '../application/tenancy/sign-up.js';
import { compose, contexts } from '../composition-root.js';
import { EmailAddress } from '../domain/shared/email-address.js';
import { SystemContext } from '../domain/shared/system-context.js';
import { TenantContext, type TenantId } from '../domain/shared/tenant-context.js';
import { Slug } from '../domain/tenancy/slug.js';
import { SlugTaken } from '../domain/tenancy/tenancy-refusals.js';
import { newLog } from './log.js';
import type { Seeds } from './modules/context-module.js';
import { operatorCommand, type OperatorTools } from './operator-command.js';
import { type SeedCommand, seedCommand } from './seed-command.js';
import { SeedProgress } from './seed-progress.js';
import { StartRefused } from './start-refused.js';

// Tenants to try the product on. Each run fills up to what is asked for, and makes nothing twice.
const operator = SystemContext.for('npm run seed');
/** One makes its documents while PostgreSQL stores those of another. */
const AT_ONCE = 2;

const seeds: readonly Seeds[] = contexts.flatMap((context) => context.seeds ?? []);

async function seed({ tenants, amounts, password }: SeedCommand, tools: OperatorTools): Promise<string> {
  const { configuration: { publicUrl, trustedProxies, jobs, streams, logLevel }, tell, documents: _documents, ...stores } = tools;
  const container = compose({ ...stores, publicUrl, trustedProxies, jobsPerTenant: jobs.perTenant, streams, log: newLog(logLevel), health: health({}) });
  const ownersPassword = password ?? randomBytes(18).toString('base64url');
  const progress = new SeedProgress(tenants, tell);
  const waiting = Array.from({ length: tenants }, (_, at) => Slug.from(`seed-${String(at + 1).padStart(3, '0')}`)).values();

  const fillNext = async (): Promise<void> => {
    for (const slug of waiting) {
      const { tenantId, isNew } = await signedUp(container, slug, ownersPassword);
      // the plan without limits, also where an earlier run was ended before it came to that
      await container.get(ChangePlan).execute(operator, { slug, plan: 'enterprise' });
      if (isNew) progress.newTenants.push(slug);
      for (const { counted, seeder } of seeds) {
        const seeding = container.get(seeder).seed(TenantContext.visitor(tenantId), amounts.get(counted) ?? 0, (count) => progress.made(counted, count));
        await seeding.catch((error: unknown) => {
          throw error instanceof OutdatedVersion ? new StartRefused(`Another run fills ${slug} just now: run it again when that is done.`) : error;
        });
      }
      progress.filled();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fillNext));
  return `${progress.summary()}${signInTo(progress.newTenants.toSorted(), ownersPassword)}`;
}

/** As anybody would sign up, unless an earlier run has. */
async function signedUp(container: Container, slug: Slug, password: string): Promise<{ readonly tenantId: TenantId; readonly isNew: boolean }> {
  const owner = { name: 'Olive Owner', email: EmailAddress.from(ownerOf(slug)), password };
  try {
    const { id } = await container.get(SignUp).execute(operator, { name: `Seed ${slug.slice(-3)}`, slug, owner });
    return { tenantId: id, isNew: true };
  } catch (error) {
    if (!(error instanceof SlugTaken)) throw error;
    const tenantId = await container.get(TenantDirectory).tenantOf(operator, slug);
    if (tenantId === null) throw new StartRefused(`The tenant ${slug} is closed, and its slug is not given to another: ask for fewer tenants.`);
    return { tenantId, isNew: false };
  }
}

const signInTo = ([first]: readonly string[], password: string): string =>
  first === undefined
    ? 'The passwords of their owners are what they were.\n'
    : `Sign in to a new one: tenant ${first}, email ${ownerOf(first)}, password ${password}\n`;

const ownerOf = (slug: string): string => `owner@${slug}.example`;

await operatorCommand((args) => {
  const command = seedCommand(args, seeds);
  return (tools) => seed(command, tools);
});
