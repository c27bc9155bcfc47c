import { expect } from 'chai';
import type { Endpoint } from '../../adapters/shared/http/endpoint.js';
import type { Answered } from '../support/client.js';

/** Whether Location names what was made by its id. */
export const movesTo = ({ location }: Endpoint['answers']): boolean => location === 'by id' || (typeof location === 'object' && location !== null);

/** That Location has led to what was made, less what is shown once; to an operation, which may have moved on. */
export function expectFound(found: Answered, created: Answered, { route, answers }: Endpoint): void {
  expect(found.status, route).to.equal(200);
  if (answers.status === 202) {
    expect(found.json()['id'], route).to.equal(created.json()['id']);
    return;
  }
  expect(found.headers['etag'], route).to.equal(created.headers['etag']);
  if (answers.showsOnce) expect(created.json(), route).to.deep.include(found.json()).and.not.to.deep.equal(found.json());
  else expect(found.text, route).to.equal(created.text);
}
