import type { Invalidations } from '../../shared/ports/invalidations.js';
import { UnitOfWork } from '../../shared/ports/unit-of-work.js';
import type { RoleHolders } from './role-holders.js';

export type AccessScope = { readonly holders: RoleHolders; readonly invalidations: Invalidations };

/** What access keeps as one: who holds which roles, and what happened with them. */
export abstract class AccessWork extends UnitOfWork<AccessScope> {}
