import { ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect } from 'chai';
import { DynamoDbDocumentStore } from '../../../adapters/shared/dynamodb/dynamo-db-document-store.js';
import { InMemoryDocumentStore } from '../../../adapters/shared/memory/in-memory-document-store.js';
import type { DocumentStore } from '../../../application/shared/ports/document-store.js';
import { aDynalite, clientOf, dynamoDbLocal, NoDynamoDbLocal, TABLE, withTable } from '../../support/dynamodb.js';
import { skip } from '../../support/mocha-skip.js';
import { aTenant } from '../../support/tenants.js';
import { describeDocumentStore } from './document-store.contract.js';

/** What several work on at once is waited for longer than in the product. */
const patience = { attemptMs: 10_000, inAllMs: 20_000 };

describe('in memory', () => {
  const store = new InMemoryDocumentStore();
  describeDocumentStore('memory', () => store);
});

describeOn('dynalite', async () => {
  const { endpoint, stop } = await aDynalite();
  return { endpoint, stop };
});
describeOn('DynamoDB Local', async () => ({ endpoint: await dynamoDbLocal(), stop: async () => undefined }));

function describeOn(home: string, start: () => Promise<{ readonly endpoint: string; stop(): Promise<void> }>): void {
  describe(`on ${home}`, () => {
    let client: DynamoDBClient;
    let store: DocumentStore;
    let stop = async (): Promise<void> => undefined;

    before(async function () {
      this.timeout(60_000);
      const started = await start().catch((error: unknown) => {
        if (error instanceof NoDynamoDbLocal) return skip(this, error.message);
        throw error;
      });
      stop = started.stop;
      client = await withTable(clientOf(started.endpoint));
      store = new DynamoDbDocumentStore({ client, table: TABLE, patience });
    });
    after(async () => {
      client?.destroy();
      await stop();
    });

    describeDocumentStore(home, () => store);

    it('begins each partition key with the tenant, as the policy for leading keys has it', async () => {
      const tenant = aTenant();
      for (const kind of ['library.card', 'library.shelf']) await store.write(tenant, { kind, id: `${kind}-1` }, { version: 1, content: {} });
      const { Items: items = [] } = await client.send(new ScanCommand({ TableName: TABLE }));
      expect(items.filter(({ pk }) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}#library\.\w+$/.test(pk?.S ?? ''))).to.deep.equal([]);
      expect(items.filter(({ pk }) => pk?.S?.startsWith(`${tenant.tenantId}#`))).to.have.length(2);
    });
  });
}
