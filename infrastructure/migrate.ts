import { readConfiguration } from './configuration.js';
import { masterKeyOf } from './master-key.js';
import { openDatabase } from './opened-database.js';
import { StartRefused } from './start-refused.js';

// What a start does to the database, without the start: for deployments that migrate as another role, or ahead of time.
const stops: (() => Promise<void>)[] = [];
try {
  const configuration = readConfiguration(process.env);
  if (configuration.database.kind === 'given') {
    throw new StartRefused('Migrating needs DATABASE_URL, and neither ATRIUM_APP_DATABASE_URL nor ATRIUM_SYSTEM_DATABASE_URL.');
  }
  const { migrated } = await openDatabase(configuration, await masterKeyOf(configuration), {
    onStarted: ({ stop }) => stops.push(stop),
    onWaiting: () => process.stderr.write('Waiting for another process to migrate.\n'),
  });
  process.stdout.write(migrated.length === 0 ? 'Nothing to migrate.\n' : `Migrated:\n${migrated.map((name) => `  ${name}\n`).join('')}`);
} catch (error) {
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  for (const stop of stops) await stop();
}
