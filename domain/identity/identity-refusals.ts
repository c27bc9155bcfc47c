import { refusal } from '../shared/domain-error.js';

export class EmailTaken extends refusal('conflict', 'identity.email-taken', 'Another user of this tenant has this email address') {}

/** The same for an unknown tenant, an unknown user, one who is deactivated and a wrong password. */
export class SignInRefused extends refusal('unauthenticated', 'identity.sign-in-refused', 'The tenant, the email address or the password is wrong') {}

/** The same for a token that is unknown, used before, expired, or of a session that has ended. */
export class RefreshRefused extends refusal('unauthenticated', 'identity.refresh-refused', 'The refresh token is no longer valid: sign in again') {}

export class MemberNotFound extends refusal('not-found', 'identity.member-not-found', 'There is no such member') {}

export class PasswordWrong extends refusal('forbidden', 'identity.password-wrong', 'The current password is wrong', 'Say the password with which you signed in.') {}

export class InvitationNotFound extends refusal('not-found', 'identity.invitation-not-found', 'There is no such invitation') {}

/** Two have invited the same address at the same moment. */
export class InvitationPending extends refusal('conflict', 'identity.invitation-pending', 'The address was invited at the same moment by somebody else') {}

export class InvitationAccepted extends refusal('conflict', 'identity.invitation-accepted', 'The invitation is accepted already') {}

/**
 * The same for a token that is unknown, used, revoked or expired, whose inviter may not give the role any more, or
 * whose tenant takes nobody in.
 */
export class InvitationVoid extends refusal('not-found', 'identity.invitation-void', 'The invitation is not valid, or no longer', 'Ask whoever invited you for a new invitation.') {}

/** Also when the session is somebody else's, or is over. */
export class SessionNotFound extends refusal('not-found', 'identity.session-not-found', 'There is no such session') {}

/** The same for a right and a wrong password: it is not looked at. */
export class SignInDelayed extends refusal('throttled', 'identity.sign-in-delayed', 'Too many attempts have failed: wait before the next one') {
  override readonly retryAfterSeconds: number;

  constructor(milliseconds: number) {
    super();
    this.retryAfterSeconds = Math.max(1, Math.ceil(milliseconds / 1000));
  }
}
