import { expect } from 'chai';
import { once } from 'node:events';
import { type AddressInfo, connect, type Server } from 'node:net';
import { createServer } from 'node:tls';
import { redisConnection } from '../../../infrastructure/redis-connection.js';
import { openRedis } from '../../../infrastructure/redis.js';
import { selfSigned } from '../../support/certificates.js';
import { NotToBeHad } from '../../support/debian-program.js';
import { skip } from '../../support/mocha-skip.js';
import { aRedis, type OwnRedis } from '../../support/redis.js';

describe('Redis over TLS', () => {
  let redis: OwnRedis | null = null;
  before(async function () {
    this.timeout(600_000);
    try {
      redis = await aRedis();
    } catch (error) {
      if (error instanceof NotToBeHad) skip(this, error.message);
      throw error;
    }
  });
  after(() => redis?.end());

  /** Whether it answers behind this certificate, and else why not. */
  async function answered(certified: ReturnType<typeof selfSigned>, trusted: string | undefined): Promise<true | string> {
    const edge: Server = createServer({ cert: certified.certificate, key: certified.key }, (socket) => {
      const behind = connect(Number(new URL(redis?.url ?? '').port), '127.0.0.1');
      for (const one of [socket, behind]) one.on('error', () => undefined);
      socket.pipe(behind).pipe(socket);
    });
    edge.on('tlsClientError', () => undefined);
    await once(edge.listen(0, '127.0.0.1'), 'listening');
    const connection = redisConnection(`rediss://127.0.0.1:${(edge.address() as AddressInfo).port}`);
    if (connection === null) throw new Error('This is no address of a Redis.');
    const failed = Promise.withResolvers<string>();
    const observer = { onFailed: (error: unknown) => failed.resolve(String(error)), onAway: () => undefined, onBack: () => undefined };
    const opened = openRedis({ ...connection, prefix: 'atrium', authorities: trusted }, observer);
    try {
      return await Promise.race([opened.link.isFound(Infinity).then(() => true as const), failed.promise]);
    } finally {
      opened.end();
      edge.close();
    }
  }

  it('is used when its certificate is trusted', async () => {
    const certified = selfSigned();
    expect(await answered(certified, certified.certificate)).to.equal(true);
  });

  it('is not used when nobody who is trusted has signed it', async () => {
    expect(await answered(selfSigned(), undefined)).to.include('self-signed certificate');
    expect(await answered(selfSigned(), selfSigned().certificate)).to.match(/certificate|signature/);
  });

  it('is not used when it is another’s', async () => {
    const certified = selfSigned([127, 0, 0, 2]);
    expect(await answered(certified, certified.certificate)).to.include('does not match');
  });
});
