import { UnitOfWork } from '../../shared/ports/unit-of-work.js';
import type { Owners } from './owners.js';
import type { Tenants } from './tenants.js';

export type TenancyScope = { readonly tenants: Tenants; readonly owners: Owners };

/** What tenancy keeps as one: a tenant and the owner who founds it. */
export abstract class TenancyWork extends UnitOfWork<TenancyScope> {}
