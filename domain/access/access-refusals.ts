import { refusal } from '../shared/domain-error.js';

export class CallerUnknown extends refusal('not-found', 'access.caller-unknown', 'The caller is not a person of this tenant') {}

export class HolderNotFound extends refusal('not-found', 'access.holder-not-found', 'There is no such member') {}

export class RolesUnfit extends refusal('rule-broken', 'access.roles-unfit', 'A member holds at least one role, and each of them once') {}

/** Without an owner who is active, nobody could give that role again. */
export class LastOwner extends refusal(
  'rule-broken',
  'access.last-owner',
  'The last owner stays one',
  'Give the role of an owner to another active member first.',
) {}

/** Nobody gives rights that they do not hold, nor takes such rights away. */
export class RightsExceeded extends refusal(
  'forbidden',
  'access.rights-exceeded',
  'This is about rights that the caller does not hold',
  'Ask somebody who holds all rights of the roles in question.',
) {}
