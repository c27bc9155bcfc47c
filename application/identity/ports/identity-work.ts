import { UnitOfWork } from '../../shared/ports/unit-of-work.js';
import type { Invitations } from './invitations.js';
import type { Roles } from './roles.js';
import type { Sessions } from './sessions.js';
import type { Users } from './users.js';

export type IdentityScope = {
  readonly users: Users;
  readonly sessions: Sessions;
  readonly invitations: Invitations;
  readonly roles: Roles;
};

/** What identity keeps as one: users, their sessions and roles, and invitations. */
export abstract class IdentityWork extends UnitOfWork<IdentityScope> {}
