import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { NotToBeHad } from '../support/debian-program.js';
import { skip } from '../support/mocha-skip.js';
import { aRedis, type OwnRedis } from '../support/redis.js';
import { StartedProduct } from './started-product.js';

describe('npm start, with Redis', function () {
  this.timeout(60_000);
  let directory: string;
  let redis: OwnRedis | null = null;

  before(async function () {
    this.timeout(600_000);
    directory = await mkdtemp(join(tmpdir(), 'atrium-end-to-end-'));
    try {
      redis = await aRedis();
    } catch (error) {
      if (error instanceof NotToBeHad) skip(this, error.message);
      throw error;
    }
  });
  after(async () => {
    await redis?.end();
    await rm(directory, { recursive: true, force: true });
  });

  it('serves while it is away, says so once, and finds it when it comes', async () => {
    const { url, kill, restart } = redis as OwnRedis;
    await kill();
    const product = await StartedProduct.with({ ATRIUM_DATA_DIR: directory, REDIS_URL: url.replace('//', '//:hunter2@') });
    const { api, launcher } = await product.ready();

    expect((await fetch(`${api}/readyz`)).status).to.equal(200);
    expect(product.output).not.to.include('REDIS_URL');
    while (!product.errors.includes('"msg":"Redis does not answer"')) await delay(20);
    expect(product.errors.split('Redis does not answer')).to.have.length(2);

    await restart();
    while (!product.errors.includes('"msg":"Redis is back"')) await delay(20);

    process.kill(launcher, 'SIGTERM');
    const { code, errors } = await product.ended;
    expect(code).to.equal(0);
    expect(errors).not.to.include('hunter2').and.not.to.include('defect').and.not.to.include('Redis is away');
  });

  it('says without it that there may be one process alone', async () => {
    const product = await StartedProduct.with({ ATRIUM_DATA_DIR: directory });
    await product.ready();

    expect(product.output).to.include('for this one process; with REDIS_URL, several share them.');
    expect(product.errors).to.include('it is to be the only one');

    product.signalGroup('SIGTERM');
    await product.ended;
  });
});
