import type { Endpoint } from '../../adapters/shared/http/endpoint.js';
import { contexts } from '../../composition-root.js';
import { saidBy } from './said-by.js';

/**
 * What each command of a context costs in round trips to PostgreSQL, by its operation: `test/support/<context>/round-trips.ts`.
 * A question costs one and is not listed, unless there is a reason why it costs more.
 */
export type RoundTrips = Readonly<Record<string, number | { readonly trips: number; readonly because: string }>>;

/** What is expected of an operation, or null where nobody has said. */
export type Expected = { readonly endpoint: Endpoint; readonly context: string; readonly trips: number | null };

/** What every operation of the house is expected to cost. @throws when a context lists what it need not, or does not have. */
export async function expectedRoundTrips(): Promise<readonly Expected[]> {
  const none: { readonly roundTrips: RoundTrips } = { roundTrips: {} };
  const all = await Promise.all(
    contexts.map(async ({ name: context, endpoints }) => {
      const { roundTrips: listed } = await saidBy(context, 'round-trips', none);
      const stale = Object.keys(listed).filter((id) => !endpoints.some((endpoint) => endpoint.id === id));
      if (stale.length > 0) throw new Error(`${context} has no operation ${stale.join(', ')}: take it out of ${fileOf(context)}.`);
      return endpoints.map((endpoint) => ({ endpoint, context, trips: tripsOf(endpoint, context, listed) }));
    }),
  );
  return all.flat();
}

export const fileOf = (context: string): string => `test/support/${context}/round-trips.ts`;

function tripsOf({ id, verb }: Endpoint, context: string, listed: RoundTrips): number | null {
  const said = listed[id];
  if (said === undefined) return verb === 'GET' ? 1 : null;
  if (typeof said !== 'number') return said.trips;
  if (verb === 'GET') throw new Error(`${id} only asks, which costs 1: leave it out of ${fileOf(context)}, or write \`${id}: { trips: ${said}, because: '…' }\` there.`);
  return said;
}
