import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect } from 'chai';
import { once } from 'node:events';
import { createServer as createHttpServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { v7 } from 'uuid';
import { DocumentCopies } from '../../../adapters/shared/documents/document-copies.js';
import { itemKey } from '../../../adapters/shared/dynamodb/document-table.js';
import { DynamoDbDocumentStore } from '../../../adapters/shared/dynamodb/dynamo-db-document-store.js';
import { Unavailable } from '../../../application/shared/refusals.js';
import { aDynalite, clientOf, TABLE, withTable } from '../../support/dynamodb.js';
import { aTenant } from '../../support/tenants.js';

/** What stands between the store and DynamoDB: it counts, and can go away in all ways there are. */
type Stand = {
  readonly endpoint: string;
  /** `hangs`: takes the question and never answers. */
  does: 'answers' | 'hangs' | 'breaks off' | { readonly status: number; readonly type: string };
  /** The operations that came here: `PutItem`. */
  readonly asked: string[];
  /** The bodies of these. */
  readonly bodies: Readonly<Record<string, unknown>>[];
  close(): Promise<void>;
};

async function aStandBefore(target: string): Promise<Stand> {
  const server: Server = createHttpServer((req, res) => {
    void textOf(req).then((body) => {
      stand.asked.push(String(req.headers['x-amz-target']).split('.').at(-1) ?? '');
      stand.bodies.push(JSON.parse(body) as Record<string, unknown>);
      if (stand.does === 'hangs') return;
      if (stand.does === 'breaks off') return void req.socket.destroy();
      if (typeof stand.does === 'object') {
        res.writeHead(stand.does.status, { 'content-type': 'application/x-amz-json-1.0' });
        return void res.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${stand.does.type}`, message: 'as the test has it' }));
      }
      request(target, { method: 'POST', headers: req.headers }, (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(res);
      }).end(body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stand: Stand = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    does: 'answers',
    asked: [],
    bodies: [],
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return stand;
}

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const wire = { read: ({ name }: Readonly<Record<string, unknown>>) => String(name), write: (name: string) => ({ name }) };
const kind = 'library.card';
const patience = { attemptMs: 100, inAllMs: 1_000, furtherAttempts: 2, failures: 5, restMs: 200 };

describe('DynamoDB going away', () => {
  let dynamo: Awaited<ReturnType<typeof aDynalite>>;
  let direct: DynamoDBClient;
  let stand: Stand;
  let client: DynamoDBClient;
  let store: DynamoDbDocumentStore;
  let told: string[];

  before(async () => {
    dynamo = await aDynalite();
    direct = await withTable(clientOf(dynamo.endpoint));
  });
  after(async () => {
    direct.destroy();
    await dynamo.stop();
  });
  beforeEach(async () => {
    stand = await aStandBefore(dynamo.endpoint);
    client = clientOf(stand.endpoint);
    told = [];
    store = new DynamoDbDocumentStore({ client, table: TABLE, patience, onFailure: (error) => told.push((error as Error).name) });
  });
  afterEach(async () => {
    client.destroy();
    await stand.close();
  });

  const tenant = aTenant();
  const decidedBy = (version: number, value: string) => async (ids: readonly string[]) => new Map(ids.map((id) => [id, { version, value }]));
  /** What is really there, whatever is in between. */
  const kept = async (id: string) => (await direct.send(new GetItemCommand({ TableName: TABLE, Key: itemKey(tenant, { kind, id }), ConsistentRead: true }))).Item;
  /** Once it answers again. */
  const recovered = async (): Promise<void> => {
    while (await store.read(tenant, [{ kind, id: 'any' }]).then(() => false, () => true)) await delay(20);
  };

  for (const does of ['hangs', 'breaks off', { status: 500, type: 'InternalServerError' }, { status: 400, type: 'ThrottlingException' }] as const) {
    it(`is answered by what is decided, after a few attempts and then none, and it is used again when it is back (${JSON.stringify(does)})`, async () => {
      const copies = new DocumentCopies(store, kind, wire);
      const id = v7();
      await copies.keep(tenant, id, { version: 1, value: 'old' });

      stand.does = does;
      stand.asked.length = 0;
      for (let at = 0; at < 50; at += 1) {
        expect((await copies.read(tenant, [id], decidedBy(2, 'new'))).get(id)?.value).to.equal('new');
      }
      // five failures, and one more for each rest that has passed meanwhile; never one for each of the fifty
      expect(stand.asked.length).to.be.within(5, 20);
      await copies.changed(tenant, id, { version: 2, value: 'new' });
      expect((await kept(id))?.['version']?.N).to.equal('1');

      stand.does = 'answers';
      await recovered();
      expect((await copies.read(tenant, [id], decidedBy(2, 'new'))).get(id)?.value).to.equal('new');
      await copies.keep(tenant, id, { version: 2, value: 'new' });
      expect((await kept(id))?.['version']?.N).to.equal('2');
    });
  }

  it('stores nothing wrong when an attempt that was given up arrives after a later version', async () => {
    const id = v7();
    stand.does = 'hangs';
    await expect(store.write(tenant, { kind, id }, { version: 1, content: { name: 'old' } })).to.be.rejectedWith(Unavailable);
    stand.does = 'answers';
    await recovered();
    await store.write(tenant, { kind, id }, { version: 2, content: { name: 'new' } });
    await store.write(tenant, { kind, id }, { version: 1, content: { name: 'old' } });
    expect((await kept(id))?.['content']?.S).to.equal('{"name":"new"}');
  });

  it('is tried again within a question, which then has its answer', async () => {
    const id = v7();
    await store.write(tenant, { kind, id }, { version: 1, content: { name: 'Emma' } });
    stand.does = 'breaks off';
    const reading = store.read(tenant, [{ kind, id }]);
    while (stand.asked.length < 2) await delay(1);
    stand.does = 'answers';
    expect((await reading).size).to.equal(1);
    expect(told).to.deep.equal([]);
  });

  it('gives up an attempt that takes too long, and asks again within the question', async () => {
    const id = v7();
    await store.write(tenant, { kind, id }, { version: 1, content: { name: 'Emma' } });
    stand.asked.length = 0;
    stand.does = 'hangs';
    const reading = store.read(tenant, [{ kind, id }]);
    while (stand.asked.length < 1) await delay(1);
    stand.does = 'answers';
    expect((await reading).size).to.equal(1);
  });

  it('lets one try whether it is back, and nobody wait for that', async () => {
    const slow = new DynamoDbDocumentStore({ client, table: TABLE, patience: { ...patience, attemptMs: 3_000, inAllMs: 4_000, furtherAttempts: 0 } });
    const ask = () => slow.read(tenant, [{ kind, id: 'any' }]);
    stand.does = 'breaks off';
    while (stand.asked.length < patience.failures) await ask().catch(() => undefined);
    await delay(patience.restMs + 50);
    stand.does = 'hangs';
    stand.asked.length = 0;
    let hasTried = false;
    const trying = ask().catch(() => (hasTried = true));
    const others = await Promise.allSettled(Array.from({ length: 20 }, ask));
    await new Promise(setImmediate);
    expect(hasTried).to.equal(false);
    expect(others.every(({ status }) => status === 'rejected')).to.equal(true);
    await trying;
    expect(stand.asked).to.have.length(1);
  });

  for (const [type, status] of [['ResourceNotFoundException', 400], ['AccessDeniedException', 400]] as const) {
    it(`does not repeat what will not pass by itself, and tells it as what it is (${type})`, async () => {
      stand.does = { status, type };
      await expect(store.read(tenant, [{ kind, id: 'any' }])).to.be.rejectedWith(Unavailable).and.eventually.have.nested.property('cause.name', type);
      expect(stand.asked).to.have.length(1);
      expect(told).to.deep.equal([type]);
    });
  }

  it('says why it did not answer also when it is not asked any more', async () => {
    stand.does = { status: 400, type: 'AccessDeniedException' };
    for (let at = 0; at < 8; at += 1) {
      await expect(store.read(tenant, [{ kind, id: 'any' }])).to.be.rejectedWith(Unavailable).and.eventually.have.nested.property('cause.name', 'AccessDeniedException');
    }
    expect(stand.asked).to.have.length.below(8);
  });

  it('is asked for what is true now, not for what was a moment ago', async () => {
    await store.read(tenant, [{ kind, id: 'any' }]);
    expect(stand.bodies.at(-1)).to.have.nested.property(`RequestItems.${TABLE}.ConsistentRead`, true);
  });

  it('is asked for the rest of what it had no room for, within bounds', async () => {
    const key = { kind, id: v7() };
    await store.write(tenant, key, { version: 1, content: {} });
    const unprocessed = { Responses: {}, UnprocessedKeys: { [TABLE]: { Keys: [itemKey(tenant, key)], ConsistentRead: true } } };
    const whole = { Responses: { [TABLE]: [{ ...itemKey(tenant, key), version: { N: '1' }, content: { S: '{}' } }] } };
    let [rounds, least] = [0, 2];
    const busy = createHttpServer((_req, res) => {
      rounds += 1;
      res.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(rounds <= least ? unprocessed : whole));
    });
    busy.listen(0, '127.0.0.1');
    await once(busy, 'listening');
    const theirs = clientOf(`http://127.0.0.1:${(busy.address() as AddressInfo).port}`);
    try {
      const unhurried = new DynamoDbDocumentStore({ client: theirs, table: TABLE, patience: { attemptMs: 5_000, inAllMs: 10_000 } });
      expect((await unhurried.read(tenant, [key])).size).to.equal(1);
      expect(rounds).to.equal(3);
      [rounds, least] = [0, 100];
      await expect(unhurried.read(tenant, [key])).to.be.rejectedWith(Unavailable);
      expect(rounds).to.equal(4);
    } finally {
      theirs.destroy();
      busy.close();
      busy.closeAllConnections();
    }
  });
});
