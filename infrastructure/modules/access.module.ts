import { ContainerModule } from 'inversify';
import { meEndpoints } from '../../adapters/access/http/me-endpoints.js';
import { PeopleFromIdentity } from '../../adapters/access/identity/people-from-identity.js';
import { postgresAccessWork } from '../../adapters/access/postgres/postgres-access-work.js';
import { PostgresRoleRegister } from '../../adapters/access/postgres/postgres-role-register.js';
import { CardsFromTenancy } from '../../adapters/access/tenancy/cards-from-tenancy.js';
import { TenantDatabase } from '../../adapters/shared/postgres/tenant-database.js';
import { PermissionCatalogue } from '../../application/access/permission-catalogue.js';
import { AccessWork } from '../../application/access/ports/access-work.js';
import { People } from '../../application/access/ports/people.js';
import { RoleRegister } from '../../application/access/ports/role-register.js';
import { TenantCards } from '../../application/access/ports/tenant-cards.js';
import { RoleAssigner, RightsDirectory } from '../../application/access/published.js';
import { PublishedRightsDirectory } from '../../application/access/published-rights-directory.js';
import { PublishedRoleAssigner } from '../../application/access/published-role-assigner.js';
import { WhoAmI } from '../../application/access/who-am-i.js';
import { PersonDirectory } from '../../application/identity/published.js';
import { guarded } from '../../application/shared/guard.js';
import { Clock } from '../../application/shared/ports/clock.js';
import { TenantDirectory } from '../../application/tenancy/published.js';
import { PERMISSIONS } from '../tokens.js';
import type { ContextModule } from './context-module.js';

export const accessModule: ContextModule = {
  name: 'access',
  endpoints: meEndpoints,
  permissions: [],

  core: new ContainerModule(({ bind }) => {
    bind(WhoAmI).toResolvedValue(
      (people, cards, rights) => guarded(new WhoAmI(people, cards, rights)),
      [People, TenantCards, RightsDirectory],
    );

    bind(PermissionCatalogue).toResolvedValue((declarations) => new PermissionCatalogue(declarations), [PERMISSIONS]);
    bind(RightsDirectory).toResolvedValue((register, catalogue) => new PublishedRightsDirectory(register, catalogue), [RoleRegister, PermissionCatalogue]);
    bind(RoleAssigner).toResolvedValue((work, clock) => new PublishedRoleAssigner(work, clock), [AccessWork, Clock]);
    bind(People).toResolvedValue((people) => new PeopleFromIdentity(people), [PersonDirectory]);
    bind(TenantCards).toResolvedValue((tenants) => new CardsFromTenancy(tenants), [TenantDirectory]);
  }),

  stores: new ContainerModule(({ bind }) => {
    bind(AccessWork).toResolvedValue(postgresAccessWork, [TenantDatabase]);
    bind(RoleRegister).toResolvedValue((database) => new PostgresRoleRegister(database), [TenantDatabase]);
  }),
};
