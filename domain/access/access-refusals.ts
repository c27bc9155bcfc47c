import { refusal } from '../shared/domain-error.js';

export class CallerUnknown extends refusal('not-found', 'access.caller-unknown', 'The caller is not a person of this tenant') {}

export class HolderNotFound extends refusal('not-found', 'access.holder-not-found', 'There is no such member') {}

export class RolesUnfit extends refusal('rule-broken', 'access.roles-unfit', 'A member holds at least one role, and each of them once') {}
