import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Configuration, isLoopback } from './configuration.js';
import { existingSecret, secretFile } from './secret-file.js';

/** How to sign in to the tenant that the first start makes, to have something to try. */
export type DemoSignIn = { readonly tenant: string; readonly email: string; readonly password: string };

export type Demo = DemoSignIn | 'unknown';

/** Only where nobody but this machine can reach it: on the embedded database and a loopback address. */
export const hasDemo = ({ database, host, role }: Configuration): boolean =>
  database.kind === 'embedded' && isLoopback(host) && role !== 'worker';

/**
 * Signs the demo tenant up, as anybody would, unless a start before did. `origin` is where the API answers.
 * @returns 'unknown' when there is a tenant of this name whose password nobody kept: it may be anybody's.
 */
export async function demoSignIn(origin: string, dataDirectory: string): Promise<Demo> {
  const path = join(dataDirectory, 'demo-password');
  const signIn = { tenant: 'demo', email: 'owner@demo.example' };
  const kept = await existingSecret(path);
  if (kept !== null) return { ...signIn, password: kept };
  // It gets its name when the tenant is there, so that a start that was interrupted is made good by the next.
  const promised = `${path}.new`;
  const password = await secretFile(promised, () => randomBytes(18).toString('base64url'));
  const answer = await post(`${origin}/v1/tenants`, {
    name: 'Demo',
    slug: signIn.tenant,
    owner: { name: 'Demo Owner', email: signIn.email, password },
  });
  if (answer.status !== 201 && answer.status !== 409) throw new Error(`The demo tenant was refused: ${await answer.text()}`);
  if (answer.status === 409 && (await post(`${origin}/v1/sessions`, { ...signIn, password })).status !== 201) {
    await rm(promised);
    return 'unknown';
  }
  await rename(promised, path);
  return { ...signIn, password };
}

const post = (url: string, body: object): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
