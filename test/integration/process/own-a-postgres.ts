import { startEmbeddedPostgres } from '../../../infrastructure/embedded-postgres.js';

// A process that has an embedded PostgreSQL, says which, and waits to be killed, or to be asked to stop it.
const postgres = await startEmbeddedPostgres({ dataDirectory: process.argv[2] ?? '', durable: false });
process.stdout.write(`${postgres.pid}\n`);
setInterval(() => undefined, 60_000);
process.once('SIGTERM', () => void postgres.stop().then(() => process.exit()));
