import { WORK } from '../../../infrastructure/tokens.js';
import { drained } from '../drained.js';
import type { ContextHomes, Home } from '../requests.js';

/** The last that happened in the tenant: it has been founded at least. */
const since: Home = async ({ client, container }) => {
  await drained(container.get(WORK));
  const { data } = (await client.get('/v1/events?limit=100')).json<{ readonly data: readonly { readonly id: string }[] }>();
  return data.at(-1)?.id ?? '';
};

/** The id of an event is good for its tenant alone; it is no UUID. */
export const homes: ContextHomes['homes'] = { 'listEvents since': since };
export const bodies: ContextHomes['bodies'] = {};
/** What happened is published. */
export const before: ContextHomes['before'] = { listEvents: ({ container }) => drained(container.get(WORK)) };
export const floor: ContextHomes['floor'] = { operations: 2, ids: 0 };
