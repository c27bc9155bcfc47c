import { ListSessions } from '../../../application/identity/list-sessions.js';
import { RefreshSession } from '../../../application/identity/refresh-session.js';
import { RevokeSession } from '../../../application/identity/revoke-session.js';
import { SignIn } from '../../../application/identity/sign-in.js';
import { SignOut } from '../../../application/identity/sign-out.js';
import { RefreshRefused, SessionNotFound, SignInDelayed, SignInRefused } from '../../../domain/identity/identity-refusals.js';
import { endpoint, issued, noContent, page } from '../../shared/http/endpoint.js';
import { CredentialsView, NewSession, SessionFilter, SessionParams, SessionRefresh, SessionView } from './session-shapes.js';

export const sessionEndpoints = [
  endpoint({
    route: 'POST /v1/sessions',
    summary: 'Sign in',
    description:
      'Starts a session. An unknown tenant, an unknown user and a wrong password are refused alike. After five failures from one address each further attempt there has to wait, a second at first, a minute at most.',
    body: NewSession,
    callerAddress: true,
    calls: SignIn,
    with: ({ body, callerAddress }) => ({ ...body, callerAddress }),
    answers: issued(CredentialsView),
    refuses: [SignInRefused, SignInDelayed],
    cost: 10,
  }),

  endpoint({
    route: 'POST /v1/sessions/refresh',
    summary: 'Continue a session',
    description:
      'Uses the refresh token up and answers with a new one. For half a minute after, the same new one is given again to whoever lost the answer; a token shown later than that ends the session.',
    body: SessionRefresh,
    calls: RefreshSession,
    with: ({ body }) => body,
    answers: issued(CredentialsView),
    refuses: [RefreshRefused],
    cost: 2,
  }),

  endpoint({
    route: 'GET /v1/sessions',
    summary: 'List my sessions',
    description: 'Shows where the caller is signed in, newest first.',
    query: SessionFilter,
    calls: ListSessions,
    with: ({ query }) => query,
    answers: page(SessionView),
  }),

  endpoint({
    route: 'DELETE /v1/sessions/{sessionId}',
    summary: 'End a session of mine',
    description: 'Such as one on a device that was lost: its tokens are void from now on.',
    params: SessionParams,
    calls: RevokeSession,
    with: ({ params }) => params,
    answers: noContent,
    refuses: [SessionNotFound],
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
