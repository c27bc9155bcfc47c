import { UnitOfWork } from '../../shared/ports/unit-of-work.js';
import type { RoleAssignments } from './role-assignments.js';

export type AccessScope = { readonly assignments: RoleAssignments };

/** What access keeps as one: role assignments and what happened with them. */
export abstract class AccessWork extends UnitOfWork<AccessScope> {}
