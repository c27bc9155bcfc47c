import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between us and PostgreSQL, and tells what went over the wire. */
export type CountingProxy = {
  readonly port: number;
  /** How often the client spoke after the server had spoken. */
  readonly roundTrips: number;
  readonly open: number;
  readonly mostOpen: number;
  readonly everOpened: number;
  /** Cuts the connection that was opened last, in the middle of whatever it is saying. */
  cutOne(): boolean;
  /** From now on, what the server says is swallowed. */
  silence(): void;
  close(): void;
};

export async function aCountingProxy(
  target: { readonly host: string; readonly port: number },
  /** Hears what the client says. */
  hear: (said: Buffer) => void = () => undefined,
): Promise<CountingProxy> {
  const clients = new Set<Socket>();
  const count = { roundTrips: 0, mostOpen: 0, everOpened: 0 };
  let isSilent = false;
  const server = createServer((client) => {
    const upstream = connect(target.port, target.host);
    clients.add(client);
    count.everOpened += 1;
    count.mostOpen = Math.max(count.mostOpen, clients.size);
    let serverSpoke = true;
    client.on('data', (chunk) => {
      if (serverSpoke) count.roundTrips += 1;
      serverSpoke = false;
      hear(chunk);
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      serverSpoke = true;
      if (!isSilent) client.write(chunk);
    });
    for (const [one, other] of [[client, upstream], [upstream, client]] as const) {
      one.setNoDelay();
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
      for (const goodbye of ['end', 'close']) one.on(goodbye, () => clients.delete(client));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get roundTrips() {
      return count.roundTrips;
    },
    get open() {
      return clients.size;
    },
    get mostOpen() {
      return count.mostOpen;
    },
    get everOpened() {
      return count.everOpened;
    },
    cutOne() {
      const last = [...clients].at(-1);
      if (last === undefined) return false;
      clients.delete(last);
      last.resetAndDestroy();
      return true;
    },
    silence() {
      isSilent = true;
    },
    close() {
      for (const client of clients) client.destroy();
      server.close();
    },
  };
}
