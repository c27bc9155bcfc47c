import { expect } from 'chai';
import type { Somebody } from '../../support/signed-in.js';
import type { StreamReader } from '../../support/stream-reader.js';

let names = 0;

/** Something happens in a tenant: it has another name. @returns which */
export async function renamed({ client }: Somebody): Promise<string> {
  const { headers } = await client.get('/v1/tenant');
  const name = `Name ${++names}`;
  const answer = await client.patch('/v1/tenant', { name }, Number(/\d+/.exec(headers['etag'] ?? '')?.[0]));
  expect(answer.status, answer.text).to.equal(200);
  return name;
}

/** The names that a stream has told, in order. */
export const namesIn = ({ events }: Pick<StreamReader, 'events'>): unknown[] => events.map(({ said }) => (said['data'] as { name?: string }).name);
