import { UnitOfWork } from '../../shared/ports/unit-of-work.js';
import type { Owners } from './owners.js';
import type { Tenants } from './tenants.js';
import type { Usage } from './usage.js';

export type TenancyScope = { readonly tenants: Tenants; readonly owners: Owners; readonly usage: Usage };

/** What tenancy keeps as one: a tenant, the owner who founds it, and what it uses. */
export abstract class TenancyWork extends UnitOfWork<TenancyScope> {}
