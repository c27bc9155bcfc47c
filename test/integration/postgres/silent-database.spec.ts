import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { Listener } from '../../../adapters/shared/postgres/listener.js';
import { freePort } from '../../../infrastructure/free-port.js';
import { triggerPool } from '../../../infrastructure/trigger-pool.js';

/** As behind a network that swallows everything: no answer, and no end. */
describe('a database that says nothing at all', function () {
  this.timeout(20_000);
  let silent: Server;
  const sockets = new Set<Socket>();
  const connection = { host: '127.0.0.1', port: 0, user: 'nobody', password: 'none', database: 'none', ssl: false as const };

  before(async () => {
    connection.port = await freePort();
    silent = createServer((socket) => void sockets.add(socket.on('error', () => undefined))).listen(connection.port, connection.host);
    await once(silent, 'listening');
  });
  after(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('keeps no question of Agenda’s waiting for ever', async () => {
    const pool = triggerPool(connection, 1, 100);
    pool.on('error', () => undefined);
    for (const _ of [1, 2]) await expect(pool.query('select 1')).to.be.rejectedWith(/timeout/);
    await pool.end();
  });

  it('keeps no listener waiting for ever, which tries again', async () => {
    const lost: unknown[] = [];
    const listener = new Listener(connection, (error) => void lost.push(error));
    await listener.start();
    expect(lost).to.have.length(1);
    await listener.end();
  });
});
