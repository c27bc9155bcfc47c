import { refusal } from '../shared/domain-error.js';

export class RoleAlreadyAssigned extends refusal('conflict', 'access.role-already-assigned', 'The role is already assigned') {}
export class CallerUnknown extends refusal('not-found', 'access.caller-unknown', 'The caller is not a person of this tenant') {}
