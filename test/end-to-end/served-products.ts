import { expect } from 'chai';
import { Client } from '../support/client.js';
import type { Credentials } from '../support/signed-in.js';
import type { Environment } from './npm-run.js';
import { StartedProduct } from './started-product.js';

/** Starts products for a suite's examples, and ends after each example those that it started. */
export function servedProducts(): { start(environment: Environment): Promise<StartedProduct>; stop(product: StartedProduct): Promise<void> } {
  const products: StartedProduct[] = [];
  const stop = async (product: StartedProduct): Promise<void> => {
    product.signalGroup('SIGTERM');
    await product.ended;
  };
  afterEach(async () => {
    for (const product of products.splice(0)) await stop(product);
  });
  return {
    async start(environment) {
      const product = await StartedProduct.with({ ATRIUM_SHUTDOWN_GRACE_MS: '100', ...environment });
      products.push(product);
      return product;
    },
    stop,
  };
}

/** A client of the API that is started. */
export async function signedIn(api: string, credentials: object): Promise<Client> {
  const answer = await new Client(api).post('/v1/sessions', credentials);
  expect(answer.status, answer.text).to.equal(201);
  return new Client(api, answer.json<Credentials>().accessToken);
}
