import { documentsBeside } from '../../../infrastructure/dynamodb.js';
import { readConfiguration } from '../../../infrastructure/configuration.js';
import { aTenant } from '../../support/tenants.js';

// A process that has an embedded DynamoDB, writes documents into it, says for which tenant, and waits to be killed.
const configuration = readConfiguration({ ATRIUM_DATA_DIR: process.argv[2] ?? '' });
const { store, ensureTable } = await documentsBeside(configuration, new AsyncDisposableStack());
await ensureTable?.();
const tenant = aTenant();
for (let at = 0; at < 20; at += 1) await store.write(tenant, { kind: 'library.card', id: String(at) }, { version: 1, content: { at } });
process.stdout.write(`${tenant.tenantId}\n`);
