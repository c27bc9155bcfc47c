import type { UserState } from '../../domain/identity/user.js';

/** A user as others see them: without the password's hash. */
export type Member = Pick<UserState, 'id' | 'email' | 'name' | 'status' | 'createdAt' | 'version'>;

export const memberOf = ({ id, email, name, status, createdAt, version }: UserState): Member => ({ id, email, name, status, createdAt, version });
