import { UnitOfWork } from '../../shared/ports/unit-of-work.js';
import type { Owners } from './owners.js';
import type { Tenants } from './tenants.js';

export type TenancyScope = { readonly tenants: Tenants; readonly owners: Owners };

export abstract class TenancyWork extends UnitOfWork<TenancyScope> {}
