import { startEmbeddedPostgres } from '../../../infrastructure/embedded-postgres.js';

// A process that has an embedded PostgreSQL, says which, and waits to be killed, or to be asked to stop it.
const postgres = await startEmbeddedPostgres({ dataDirectory: process.argv[2] ?? '', durable: false });
process.once('SIGTERM', () => void postgres.stop().then(() => process.exit()));
setInterval(() => undefined, 60_000);
// last: whoever hears of it may ask at once
process.stdout.write(`${postgres.pid}\n`);
