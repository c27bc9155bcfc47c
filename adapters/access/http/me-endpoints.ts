import { WhoAmI } from '../../../application/access/who-am-i.js';
import { CallerUnknown } from '../../../domain/access/access-refusals.js';
import { endpoint, value } from '../../shared/http/endpoint.js';
import { MeView } from './me-shapes.js';

export const meEndpoints = [
  endpoint({
    route: 'GET /v1/me',
    summary: 'Who am I?',
    description: 'Says who the caller is, in which tenant, and what they may do there.',
    calls: WhoAmI,
    with: () => undefined,
    answers: value(MeView),
    refuses: [CallerUnknown],
  }),
];
