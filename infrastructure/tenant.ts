import type { Container } from 'inversify';
import { health } from '../adapters/shared/http/health.js';
import { SystemDatabase } from '../adapters/shared/postgres/system-database.js';
import { TenantDatabase } from '../adapters/shared/postgres/tenant-database.js';
import { ChangePlan } from '../application/tenancy/change-plan.js';
import { CloseTenant } from '../application/tenancy/close-tenant.js';
import { FindTenant } from '../application/tenancy/find-tenant.js';
import { ListTenants } from '../application/tenancy/list-tenants.js';
import { ResumeTenant } from '../application/tenancy/resume-tenant.js';
import { SuspendTenant } from '../application/tenancy/suspend-tenant.js';
import { compose } from '../composition-root.js';
import { DomainError } from '../domain/shared/domain-error.js';
import { SystemContext } from '../domain/shared/system-context.js';
import { ClosureNotDue, TenantNotClosing } from '../domain/tenancy/tenancy-refusals.js';
import { readConfiguration } from './configuration.js';
import { newLog } from './log.js';
import { enterDatabase } from './opened-database.js';
import { StartRefused } from './start-refused.js';
import { Misused, type TenantCommand, tenantCommand, usage } from './tenant-command.js';
import { card, done, listHead, listRow } from './tenant-texts.js';

// What operators do to tenants, through the same use cases and rules as everything else. Once there is an audit log, each of these is in it.

const PAGE = 100;
const A_MINUTE_MS = 60_000;

const resources = new AsyncDisposableStack();
try {
  const command = tenantCommand(process.argv.slice(2));
  await carryOut(command, await composed());
} catch (error) {
  const said = sentenceOf(error);
  if (said === null) throw error;
  process.stderr.write(said);
  process.exitCode = error instanceof Misused ? 2 : 1;
} finally {
  await resources.disposeAsync();
}

async function composed(): Promise<Container> {
  const configuration = readConfiguration(process.env);
  const { pool, publicUrl, logLevel } = configuration;
  const { app, system, masterKey } = await enterDatabase(configuration, {
    onStarted: ({ stop }) => resources.defer(stop),
    onWaiting: () => process.stderr.write('Waiting for another process to migrate.\n'),
  });
  const limits = { ...pool, size: 1, maxAgeMs: A_MINUTE_MS, flightDeadlineMs: pool.statementTimeoutMs + A_MINUTE_MS };
  const [database, systems] = [new TenantDatabase({ ...limits, connection: app }), new SystemDatabase({ ...limits, connection: system })];
  resources.defer(() => database.end());
  resources.defer(() => systems.end());
  return compose({ database, system: systems, masterKey, publicUrl, log: newLog(logLevel), health: health({}) });
}

async function carryOut(command: TenantCommand, container: Container): Promise<void> {
  const operator = SystemContext.for(`npm run tenant -- ${command.does}`);
  const say = (text: string): void => void process.stdout.write(text);
  switch (command.does) {
    case 'list': {
      say(listHead);
      for (let after: string | null = ''; after !== null; ) {
        const { items, next } = await container.get(ListTenants).execute(operator, { limit: PAGE, after });
        say(items.map(listRow).join(''));
        after = next;
      }
      return;
    }
    case 'show':
      return say(card(await container.get(FindTenant).execute(operator, command)));
    case 'suspend':
      return say(done.suspend(await container.get(SuspendTenant).execute(operator, command)));
    case 'resume':
      return say(done.resume(await container.get(ResumeTenant).execute(operator, command)));
    case 'plan':
      return say(done.plan(await container.get(ChangePlan).execute(operator, command)));
    case 'close':
      return say(done.close(await container.get(CloseTenant).execute(operator, command)));
  }
}

/** Null for a defect, which tells where it happened. */
function sentenceOf(error: unknown): string | null {
  if (error instanceof Misused) return `${error.message}\n\n${usage}`;
  if (error instanceof StartRefused) return `${error.message}\n`;
  if (!(error instanceof DomainError)) return null;
  const sentence = error.message.endsWith('.') ? error.message : `${error.message}.`;
  const title = error instanceof ClosureNotDue ? `${ClosureNotDue.title}. ` : '';
  const hint = error instanceof ClosureNotDue || error instanceof TenantNotClosing ? ' `--now` closes it all the same.' : '';
  return `${title}${sentence}${hint}\n`;
}
