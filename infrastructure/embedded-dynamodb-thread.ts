import dynalite from 'dynalite';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

// Serves dynalite from a directory, until whoever started this thread tells it to stop.
const { path, port } = workerData as { readonly path: string; readonly port: number };
const server = dynalite({ path, createTableMs: 0 });
server.listen(port, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port, []));
parentPort?.once('message', () => {
  server.close(() => process.exit());
  server.closeAllConnections();
});
