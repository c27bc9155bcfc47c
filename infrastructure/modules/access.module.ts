import { ContainerModule } from 'inversify';
import { meEndpoints } from '../../adapters/access/http/me-endpoints.js';
import { PeopleFromIdentity } from '../../adapters/access/identity/people-from-identity.js';
import { roleEndpoints } from '../../adapters/access/http/role-endpoints.js';
import { postgresAccessWork } from '../../adapters/access/postgres/postgres-access-work.js';
import { PostgresRoleRegister } from '../../adapters/access/postgres/postgres-role-register.js';
import { CardsFromTenancy } from '../../adapters/access/tenancy/cards-from-tenancy.js';
import { invalidationsOver } from '../../adapters/shared/in-process/invalidations-once-kept.js';
import { TenantDatabase } from '../../adapters/shared/postgres/tenant-database.js';
import { AssignRoles } from '../../application/access/assign-roles.js';
import { ForgetRights } from '../../application/access/forget-rights.js';
import { accessJobs } from '../../application/access/jobs.js';
import { ListPermissions } from '../../application/access/list-permissions.js';
import { ListRoles } from '../../application/access/list-roles.js';
import { PermissionCatalogue } from '../../application/access/permission-catalogue.js';
import { accessPermissions } from '../../application/access/permissions.js';
import { AccessWork } from '../../application/access/ports/access-work.js';
import { People } from '../../application/access/ports/people.js';
import { RoleRegister } from '../../application/access/ports/role-register.js';
import { TenantCards } from '../../application/access/ports/tenant-cards.js';
import { accessEvents, RightsDirectory, RoleAssigner } from '../../application/access/published.js';
import { PublishedRightsDirectory } from '../../application/access/published-rights-directory.js';
import { PublishedRoleAssigner } from '../../application/access/published-role-assigner.js';
import { ShowMemberRoles } from '../../application/access/show-member-roles.js';
import { WhoAmI } from '../../application/access/who-am-i.js';
import { PersonDirectory } from '../../application/identity/published.js';
import { guarded, guardedCommand } from '../../application/shared/guard.js';
import { Cache } from '../../application/shared/ports/cache.js';
import { Clock } from '../../application/shared/ports/clock.js';
import { TenantDirectory } from '../../application/tenancy/published.js';
import { PERMISSIONS } from '../tokens.js';
import type { ContextModule } from './context-module.js';

export const accessModule: ContextModule = {
  name: 'access',
  endpoints: [...meEndpoints, ...roleEndpoints],
  permissions: accessPermissions,
  jobs: accessJobs,
  events: accessEvents,

  core: new ContainerModule(({ bind }) => {
    bind(WhoAmI).toResolvedValue(
      (people, cards, rights) => guarded(new WhoAmI(people, cards, rights)),
      [People, TenantCards, RightsDirectory],
    );
    bind(ListPermissions).toResolvedValue((catalogue) => guarded(new ListPermissions(catalogue)), [PermissionCatalogue]);
    bind(ListRoles).toResolvedValue((catalogue) => guarded(new ListRoles(catalogue)), [PermissionCatalogue]);
    bind(ShowMemberRoles).toResolvedValue((register) => guarded(new ShowMemberRoles(register)), [RoleRegister]);
    bind(AssignRoles).toResolvedValue(
      (work, catalogue, clock) => guardedCommand(work, (joined) => new AssignRoles(joined, catalogue, clock)),
      [AccessWork, PermissionCatalogue, Clock],
    );
    bind(ForgetRights).toResolvedValue((work) => guardedCommand(work, (joined) => new ForgetRights(joined)), [AccessWork]);

    bind(PermissionCatalogue).toResolvedValue((declarations) => new PermissionCatalogue(declarations), [PERMISSIONS]);
    bind(RightsDirectory).toResolvedValue((register, catalogue, cache) => new PublishedRightsDirectory(register, catalogue, cache), [RoleRegister, PermissionCatalogue, Cache]);
    bind(RoleAssigner).toResolvedValue(
      (work, catalogue, clock) => new PublishedRoleAssigner(work, catalogue, clock),
      [AccessWork, PermissionCatalogue, Clock],
    );
    bind(People).toResolvedValue((people) => new PeopleFromIdentity(people), [PersonDirectory]);
    bind(TenantCards).toResolvedValue((tenants) => new CardsFromTenancy(tenants), [TenantDirectory]);
  }),

  stores: new ContainerModule(({ bind }) => {
    bind(AccessWork).toResolvedValue((database, cache) => postgresAccessWork(database, invalidationsOver(cache)), [TenantDatabase, Cache]);
    bind(RoleRegister).toResolvedValue((database) => new PostgresRoleRegister(database), [TenantDatabase]);
  }),
};
