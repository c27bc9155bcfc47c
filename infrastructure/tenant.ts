import { SystemClock } from '../adapters/shared/system/system-clock.js';
import { CopiedTenantEntries } from '../adapters/tenancy/documents/copied-tenant-entries.js';
import { PostgresSlugs } from '../adapters/tenancy/postgres/postgres-slugs.js';
import { PostgresTenantProfile } from '../adapters/tenancy/postgres/postgres-tenant-profile.js';
import { PostgresTenantRegistry } from '../adapters/tenancy/postgres/postgres-tenant-registry.js';
import { guarded } from '../application/shared/guard.js';
import { ChangePlan } from '../application/tenancy/change-plan.js';
import { CloseTenant } from '../application/tenancy/close-tenant.js';
import { CopiedTenantRegistry } from '../application/tenancy/copied-tenant-registry.js';
import { FindTenant } from '../application/tenancy/find-tenant.js';
import { ListTenants } from '../application/tenancy/list-tenants.js';
import { ResumeTenant } from '../application/tenancy/resume-tenant.js';
import { SuspendTenant } from '../application/tenancy/suspend-tenant.js';
import { SystemContext } from '../domain/shared/system-context.js';
import { operatorCommand, type OperatorTools } from './operator-command.js';
import { type TenantCommand, tenantCommand } from './tenant-command.js';
import { card, done, listHead, listRow } from './tenant-texts.js';

// What operators do to tenants, by the same use cases and rules that hold for everybody. Once there is an audit log, it is told there.
const PAGE = 100;
const clock = new SystemClock();

async function carryOut(command: TenantCommand, { system, database, shared: { cache, documents }, tell }: OperatorTools): Promise<string> {
  const entries = new CopiedTenantEntries(cache, documents, new PostgresTenantProfile(database), new PostgresSlugs(system));
  const registry = new CopiedTenantRegistry(new PostgresTenantRegistry(system), entries);
  const operator = SystemContext.for(`npm run tenant -- ${command.does}`);
  switch (command.does) {
    case 'list': {
      tell(listHead);
      const tenants = guarded(new ListTenants(registry));
      let page = await tenants.execute(operator, { limit: PAGE });
      for (; page.next !== null; page = await tenants.execute(operator, { limit: PAGE, after: page.next })) {
        tell(page.items.map(listRow).join(''));
      }
      return page.items.map(listRow).join('');
    }
    case 'show':
      return card(await guarded(new FindTenant(registry)).execute(operator, command));
    case 'suspend':
      return done.suspend(await guarded(new SuspendTenant(registry, clock)).execute(operator, command));
    case 'resume':
      return done.resume(await guarded(new ResumeTenant(registry, clock)).execute(operator, command));
    case 'plan':
      return done.plan(await guarded(new ChangePlan(registry, clock)).execute(operator, command));
    case 'close':
      return done.close(await guarded(new CloseTenant(registry, clock)).execute(operator, command));
  }
}

await operatorCommand((args) => {
  const command = tenantCommand(args);
  return (tools) => carryOut(command, tools);
});
