import { once } from 'node:events';
import type { Server } from 'node:http';
import { isIP } from 'node:net';
import { StartRefused } from './start-refused.js';

/**
 * Lets a server listen. `variable` is the one that chose the port, for the sentence when it is taken.
 * @returns the origin it answers at.
 * @throws StartRefused
 */
export async function listening(server: Server, host: string, port: number, variable: string): Promise<string> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new StartRefused(sentences(host, port, variable)[code] ?? `Listening on ${host}, port ${port}, failed: ${message}.`);
  }
  return originOf(host, port);
}

/** How this machine reaches what listens at an address. */
function originOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${isIP(reachable) === 6 ? `[${reachable}]` : reachable}:${port}`;
}

const sentences = (host: string, port: number, variable: string): Record<string, string> => ({
  EADDRINUSE: `Port ${port} of ${host} is taken by another program: end that one, or set ${variable} to a free port.`,
  EACCES: `Port ${port} is not for this user to open: set ${variable} to one above 1023.`,
  EADDRNOTAVAIL: `HOST ${host} is not an address of this machine.`,
  ENOTFOUND: `HOST ${host} is not the name of this machine.`,
});
