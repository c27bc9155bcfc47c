import { RefreshSession } from '../../../application/identity/refresh-session.js';
import { SignIn } from '../../../application/identity/sign-in.js';
import { SignOut } from '../../../application/identity/sign-out.js';
import { RefreshRefused, SignInRefused } from '../../../domain/identity/identity-refusals.js';
import { endpoint, issued, noContent } from '../../shared/http/endpoint.js';
import { CredentialsView, NewSession, SessionRefresh } from './session-shapes.js';

export const sessionEndpoints = [
  endpoint({
    route: 'POST /v1/sessions',
    summary: 'Sign in',
    description: 'Starts a session. An unknown tenant, an unknown user and a wrong password are refused alike.',
    body: NewSession,
    calls: SignIn,
    with: ({ body }) => body,
    answers: issued(CredentialsView),
    refuses: [SignInRefused],
    cost: 10,
  }),

  endpoint({
    route: 'POST /v1/sessions/refresh',
    summary: 'Continue a session',
    description: 'Uses the refresh token up and answers with a new one.',
    body: SessionRefresh,
    calls: RefreshSession,
    with: ({ body }) => body,
    answers: issued(CredentialsView),
    refuses: [RefreshRefused],
    cost: 2,
  }),

  endpoint({
    route: 'DELETE /v1/sessions/current',
    summary: 'Sign out',
    description: 'Ends the session: its tokens are void from now on.',
    calls: SignOut,
    with: () => undefined,
    answers: noContent,
  }),
];
