import { UnitOfWork } from '../../shared/ports/unit-of-work.js';
import type { RoleAssignments } from './role-assignments.js';

export type AccessScope = { readonly assignments: RoleAssignments };

export abstract class AccessWork extends UnitOfWork<AccessScope> {}
