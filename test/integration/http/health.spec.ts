import { expect } from 'chai';
import { type Failure, type Health, health, type Probe } from '../../../adapters/shared/http/health.js';
import { type LibraryApi, startLibrary } from '../../support/library/library-api.js';

describe('asking for health', () => {
  let library: LibraryApi;
  let state: Health;
  let database: Probe;
  let heard: (readonly Failure[])[];
  let clock: number;
  beforeEach(async () => {
    database = async () => undefined;
    heard = [];
    clock = 0;
    state = health({ database: () => database() }, { limitMs: 50, now: () => clock, onReadiness: (failures) => heard.push(failures) });
    library = await startLibrary({ services: [state.router] });
  });
  afterEach(() => library.server.close(100));

  const ask = async (path: string) => {
    const answer = await library.send(`GET ${path}`, { as: null });
    expect(answer.headers.get('cache-control')).to.equal('no-store');
    return [answer.status, await answer.json()];
  };

  it('is alive from the beginning, started and ready only when it has started', async () => {
    expect(await ask('/livez')).to.deep.equal([200, { status: 'ok' }]);
    expect(await ask('/startupz')).to.deep.equal([503, { status: 'starting' }]);
    expect(await ask('/readyz')).to.deep.equal([503, { status: 'starting' }]);
    state.started();
    expect(await ask('/startupz')).to.deep.equal([200, { status: 'ok' }]);
    expect(await ask('/readyz')).to.deep.equal([200, { status: 'ok', checks: { database: 'ok' } }]);
  });

  it('is not ready while it stops, and stays alive', async () => {
    state.started();
    state.stopping();
    state.started();
    expect(await ask('/readyz')).to.deep.equal([503, { status: 'stopping' }]);
    expect(await ask('/livez')).to.deep.equal([200, { status: 'ok' }]);
    expect(await ask('/startupz')).to.deep.equal([200, { status: 'ok' }]);
  });

  it('names the check that fails, but not its secrets', async () => {
    state.started();
    database = async () => {
      throw new Error('password=hunter2');
    };
    expect(await ask('/readyz')).to.deep.equal([503, { status: 'failing', checks: { database: 'failed' } }]);
  });

  it('does not wait for a check that hangs', async () => {
    state.started();
    database = () => new Promise(() => undefined);
    expect(await ask('/readyz')).to.deep.equal([503, { status: 'failing', checks: { database: 'timed-out' } }]);
  });

  it('asks its probes once for all who ask within a second', async () => {
    let asked = 0;
    database = async () => void (asked += 1);
    state.started();
    await Promise.all([ask('/readyz'), ask('/readyz'), ask('/readyz')]);
    clock = 999;
    await ask('/readyz');
    expect(asked).to.equal(1);
    clock = 1_000;
    await ask('/readyz');
    expect(asked).to.equal(2);
  });

  it('tells of what fails, once, and when it is well again', async () => {
    const gone = new Error('The database is away.');
    const probes: readonly Probe[] = [async () => undefined, () => Promise.reject(gone), () => Promise.reject(gone), async () => undefined];
    state.started();
    for (const probe of probes) {
      database = probe;
      await ask('/readyz');
      clock += 1_000;
    }
    expect(heard).to.deep.equal([[{ check: 'database', error: gone }], []]);
  });

  it('offers nothing but reading', async () => {
    expect((await library.send('POST /livez')).status).to.equal(405);
  });
});
