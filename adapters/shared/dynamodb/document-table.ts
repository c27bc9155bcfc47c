import { CreateTableCommand, type CreateTableCommandInput, DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';
import type { DocumentKey } from '../../../application/shared/ports/document-store.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';

/** The partition and the sort key of a document. */
export type ItemKey = { readonly pk: { readonly S: string }; readonly sk: { readonly S: string } };

/**
 * Where a tenant's document is kept. Each partition key begins with the tenant's id: a policy with `dynamodb:LeadingKeys` can hold
 * whoever signs in for one tenant to that tenant's items.
 */
export const itemKey = ({ tenantId }: TenantContext, { kind, id }: DocumentKey): ItemKey => ({ pk: { S: `${tenantId}#${kind}` }, sk: { S: id } });

/** The table, as whoever makes it has to. */
export const tableDefinition = (name: string): CreateTableCommandInput => ({
  TableName: name,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
});

const LOOK_EVERY_MS = 100;

/** Makes the table unless it is there, and comes back when it can be used. @returns whether it was made just now */
export async function ensureTable(client: DynamoDBClient, name: string, abortSignal: AbortSignal): Promise<boolean> {
  const status = async (): Promise<string | undefined> => {
    try {
      return (await client.send(new DescribeTableCommand({ TableName: name }), { abortSignal })).Table?.TableStatus;
    } catch (error) {
      if ((error as Error).name === 'ResourceNotFoundException') return undefined;
      throw error;
    }
  };
  const isMissing = (await status()) === undefined;
  if (isMissing) {
    await client.send(new CreateTableCommand(tableDefinition(name)), { abortSignal }).catch((error: unknown) => {
      // another process was faster
      if ((error as Error).name !== 'ResourceInUseException') throw error;
    });
  }
  while ((await status()) !== 'ACTIVE') await delay(LOOK_EVERY_MS, undefined, { signal: abortSignal });
  return isMissing;
}
