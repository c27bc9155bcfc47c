import { expect } from 'chai';
import { type Check, type Health, health } from '../../../adapters/shared/http/health.js';
import { type LibraryApi, startLibrary } from '../../support/library/library-api.js';

describe('asking for health', () => {
  let library: LibraryApi;
  let state: Health;
  let database: Check;
  beforeEach(async () => {
    database = async () => undefined;
    state = health({ database: () => database() }, 50);
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

  it('offers nothing but reading', async () => {
    expect((await library.send('POST /livez')).status).to.equal(405);
  });
});
