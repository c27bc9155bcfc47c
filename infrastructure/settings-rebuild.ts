import { health } from '../adapters/shared/http/health.js';
import { PostgresTenantRegistry } from '../adapters/tenancy/postgres/postgres-tenant-registry.js';
import { compose, contexts } from '../composition-root.js';
import { SystemContext } from '../domain/shared/system-context.js';
import { newLog } from './log.js';
import { operatorCommand, type OperatorTools } from './operator-command.js';
import { RebuildProgress } from './rebuild-progress.js';
import { rebuildDocuments } from './rebuilt-documents.js';
import { type RebuildCommand, rebuildCommand } from './settings-rebuild-command.js';
import { standIns } from './stand-ins.js';
import { StartRefused } from './start-refused.js';

// Fills the read store from what is decided in PostgreSQL: a new one, or one that has lost something.
async function rebuild({ createTable, ...command }: RebuildCommand, tools: OperatorTools): Promise<string> {
  const { configuration: { publicUrl, trustedProxies, jobs, streams, logLevel }, tell, documents, ...stores } = tools;
  const { store, ensureTable } = await documents();
  if (ensureTable === null) return 'There is no DynamoDB, and nothing to rebuild: all is read from PostgreSQL. DYNAMODB_ENDPOINT or AWS_REGION say where one is.\n';
  if (createTable) {
    const isNew = await ensureTable().catch((error: Error) => {
      throw new StartRefused(`The table could not be made (${error.name}: ${error.message}).`);
    });
    tell(isNew ? 'The table was made.\n' : 'The table is there.\n');
  }
  const shared = { ...standIns(), documents: store };
  const container = compose({ ...stores, shared, publicUrl, trustedProxies, jobsPerTenant: jobs.perTenant, streams, log: newLog(logLevel), health: health({}) });
  const rebuildings = contexts.flatMap(({ name, documents: ofContext }) => (ofContext === undefined ? [] : [{ context: name, rebuilder: container.get(ofContext) }]));
  if (rebuildings.length === 0) return 'No context keeps documents in the read store.\n';
  const progress = new RebuildProgress(tell);
  await rebuildDocuments(SystemContext.for('npm run settings:rebuild'), { ...command, registry: new PostgresTenantRegistry(stores.system), rebuildings, progress });
  return progress.summary();
}

await operatorCommand((args) => {
  const command = rebuildCommand(args);
  return (tools) => rebuild(command, tools);
});
