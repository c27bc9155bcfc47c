import { UnitOfWork } from '../../shared/ports/unit-of-work.js';
import type { Allowance } from './allowance.js';
import type { Roles } from './roles.js';
import type { Sessions } from './sessions.js';
import type { Users } from './users.js';

export type IdentityScope = { readonly users: Users; readonly sessions: Sessions; readonly roles: Roles; readonly allowance: Allowance };

/** What identity keeps as one: users, their sessions, the first role of each, and how many there are. */
export abstract class IdentityWork extends UnitOfWork<IdentityScope> {}
