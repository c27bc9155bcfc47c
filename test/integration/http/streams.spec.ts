import { expect } from 'chai';
import { IsString } from 'class-validator';
import { createEventSource } from 'eventsource-client';
import { endpoint, eventStream } from '../../../adapters/shared/http/endpoint.js';
import { Example } from '../../../adapters/shared/http/fields.js';
import { guarded } from '../../../application/shared/guard.js';
import type { Listener, Live, Told } from '../../../application/shared/live.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { Client, problem } from '../../support/client.js';
import { type LibraryApi, startLibrary } from '../../support/library/library-api.js';
import { StreamReader } from '../../support/stream-reader.js';

type Ring = { readonly id: string; readonly type: string; readonly note: string };

class RingView {
  @IsString() id!: string;
  @IsString() type!: string;
  @Example('ding') @IsString() note!: string;
}

/** Who hears the bell just now. */
const listeners = new Set<Listener<Ring>>();

class HearBell {
  static readonly needs = 'library:books:read';

  async execute(_tenant: TenantContext, { lastEventId = 'none' }: { readonly lastEventId?: string }): Promise<Live<Ring>> {
    return {
      follow(listener) {
        listeners.add(listener);
        listener.tell({ notice: { name: 'open', said: { after: lastEventId } }, items: [], id: lastEventId });
        return {
          id: () => 'beat',
          end: () => {
            listeners.delete(listener);
            return null;
          },
        };
      },
    };
  }
}

const bell = endpoint({
  route: 'GET /v1/events/stream',
  summary: 'Hear the bell',
  resumes: true,
  calls: HearBell,
  with: (given) => given,
  answers: eventStream(RingView),
});

const ring = (note: string, count = 1): Told<Ring> => ({ notice: null, id: 'last', items: Array.from({ length: count }, (_, n) => ({ id: `${n}`, type: 'library.bell-rang', note })) });
const tellAll = (part: Told<Ring>): void => {
  for (const listener of listeners) listener.tell(part);
};
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
};

describe('an answer that goes on', () => {
  let library: LibraryApi;
  const times = { heartbeatMs: 60, patienceMs: 400, recheckMs: 20 };
  const client = (as = 'ours'): Client => new Client(library.origin, as);

  beforeEach(async () => {
    library = await startLibrary({ more: [bell], useCases: () => [guarded(new HearBell())], times });
  });
  afterEach(async () => {
    await library.server.close(0);
    expect([library.defects, library.undeclared]).to.deep.equal([[], []]);
    await until(() => listeners.size === 0);
  });

  it('has the headers of every other, and those of a stream', async () => {
    const reader = await StreamReader.open(client());
    expect(reader.headers).to.include({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(reader.headers['x-request-id']).to.match(/^[0-9a-f-]{36}$/);
    reader.close();
  });

  it('tells each what happens, in the shape that is declared', async () => {
    const readers = [await StreamReader.open(client()), await StreamReader.open(client('theirs'))];
    await until(() => listeners.size === 2);

    tellAll({ ...ring('ding\r\ndong: "ü"'), items: [{ id: '1', type: 'library.bell-rang', note: 'ding\r\ndong: "ü"', secret: 1 } as Ring] });

    for (const reader of readers) {
      expect(await reader.untilNamed('library.bell-rang')).to.deep.equal({ name: 'library.bell-rang', id: '1', said: { id: '1', type: 'library.bell-rang', note: 'ding\r\ndong: "ü"' } });
      reader.close();
    }
  });

  it('is understood by a client of others, which comes back with the last id', async () => {
    const heard: string[] = [];
    const source = createEventSource({
      url: `${library.origin}/v1/events/stream`,
      headers: { authorization: 'Bearer ours' },
      onMessage: ({ event, id, data }) => heard.push(`${event ?? ''} ${id ?? ''} ${data}`),
    });
    await until(() => heard.length === 1);
    tellAll(ring('ding'));
    await until(() => heard.length === 2);
    for (const listener of listeners) listener.lost(new Error('the rope tore'));
    library.defects.splice(0);
    await until(() => heard.length === 3);
    source.close();

    expect(heard).to.deep.equal([
      'open none {"after":"none"}',
      'library.bell-rang 0 {"id":"0","type":"library.bell-rang","note":"ding"}',
      'open 0 {"after":"0"}',
    ]);
  }).timeout(10_000);

  it('says its place again while nothing happens', async () => {
    const reader = await StreamReader.open(client(), { lastEventId: 'earlier' });
    await until(() => reader.lastId === 'beat');
    expect(reader.heard.map(({ name }) => name)).to.deep.equal(['open']);
    reader.close();
  });

  it('drops whoever reads too slowly, and nobody else', async () => {
    await library.server.close(0);
    library = await startLibrary({ more: [bell], useCases: () => [guarded(new HearBell())], times: { ...times, patienceMs: 60_000 } });
    const [slow, quick] = [await StreamReader.open(client()), await StreamReader.open(client())];
    await until(() => listeners.size === 2);
    slow.pause();

    let told = 0;
    for (; listeners.size === 2 && told < 2_000; told++) {
      tellAll(ring('ding '.repeat(2_000)));
      await quick.until(() => quick.events.length > told);
    }
    slow.resume();
    await slow.untilOver();

    expect(listeners.size).to.equal(1);
    expect(slow.heard.at(-1)).to.deep.include({ name: 'dropped', said: { reason: 'slow' } });
    expect(slow.events.length).to.be.at.most(told);
    tellAll(ring('dong'));
    await quick.until(() => quick.events.length > told);
    quick.close();
  }).timeout(20_000);

  it('drops whoever reads nothing for long, and says so where that is still heard', async () => {
    const reader = await StreamReader.open(client());
    await until(() => listeners.size === 1);
    reader.pause();

    // more than the sockets take, and less than may wait here
    const [listener] = listeners;
    const hasRoom = (): Promise<unknown> => Promise.race([listener?.ready().then(() => true), new Promise((resolve) => setTimeout(resolve, 50))]);
    do tellAll(ring('ding '.repeat(4_000)));
    while ((await hasRoom()) === true);
    expect(listeners.size).to.equal(1);
    await until(() => listeners.size === 0);
    reader.resume();
    await reader.untilOver();

    expect(reader.heard.at(-1)?.name).to.equal('dropped');
  }).timeout(20_000);

  it('gives way to as many as there is room for, in all and of one tenant', async () => {
    const open = [await StreamReader.open(client()), await StreamReader.open(client())];
    await until(() => listeners.size === 2);

    const ours = await client().get('/v1/events/stream');
    expect([problem(ours), ours.headers['retry-after']]).to.deep.equal([{ status: 429, code: 'shared.too-many-streams' }, '5']);
    open.push(await StreamReader.open(client('theirs')));
    await until(() => listeners.size === 3);
    const theirs = await client('theirs').get('/v1/events/stream');
    expect([problem(theirs), theirs.headers['retry-after']]).to.deep.equal([{ status: 503, code: 'shared.unavailable' }, '5']);

    open[0]?.close();
    await until(() => listeners.size === 2);
    open.push(await StreamReader.open(client()));
    for (const reader of open) reader.close();
    library.unavailable.splice(0);
  });

  it('ends at once when the server does', async () => {
    const reader = await StreamReader.open(client());
    await until(() => listeners.size === 1);

    await library.server.close(60_000);
    await reader.untilOver();

    expect(reader.heard.map(({ name }) => name)).to.deep.equal(['open']);
  });

  it('begins for nobody who is gone already, nor for HEAD', async () => {
    const head = await client().send({ method: 'HEAD', path: '/v1/events/stream' });
    expect([head.status, head.text, head.headers['content-type']]).to.deep.equal([200, '', 'text/event-stream']);
    expect(listeners.size).to.equal(0);
  });

  it('minds neither a strange Host nor parameters of its library', async () => {
    const strange = await client().get('/v1/events/stream', { host: 'a:b@[::1' });
    expect(strange.status).to.be.oneOf([200, 400]);
    expect(problem(await client().get('/v1/events/stream?padding=1'))).to.deep.equal({ status: 400, code: 'http.invalid-request' });
  });
});
