import type { RequestListener } from 'node:http';
import { isIP } from 'node:net';
import { type RunningServer, serve } from '../adapters/shared/http/server.js';
import { StartRefused } from './start-refused.js';

/** A server and where this machine reaches it. */
export type Listening = RunningServer & { readonly origin: string };

/**
 * Serves at an address. `variable` is the one that chose the port, for the sentence when it is taken.
 * @throws StartRefused
 */
export async function listening(listener: RequestListener, host: string, port: number, variable: string): Promise<Listening> {
  try {
    return { ...(await serve(listener, { host, port })), origin: originOf(host, port) };
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new StartRefused(sentences(host, port, variable)[code] ?? `Listening on ${host}, port ${port}, failed: ${message}.`);
  }
}

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
