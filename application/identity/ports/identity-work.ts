import type { Invalidations } from '../../shared/ports/invalidations.js';
import type { Jobs } from '../../shared/ports/jobs.js';
import { UnitOfWork } from '../../shared/ports/unit-of-work.js';
import type { Allowance } from './allowance.js';
import type { Invitations } from './invitations.js';
import type { Roles } from './roles.js';
import type { Sessions } from './sessions.js';
import type { Users } from './users.js';

export type IdentityScope = {
  readonly users: Users;
  readonly sessions: Sessions;
  readonly invitations: Invitations;
  readonly roles: Roles;
  readonly allowance: Allowance;
  readonly jobs: Jobs;
  readonly invalidations: Invalidations;
};

/** What identity keeps as one: users, their sessions and roles, how many there are, invitations, jobs asked for with them, and what is not true any more. */
export abstract class IdentityWork extends UnitOfWork<IdentityScope> {}
