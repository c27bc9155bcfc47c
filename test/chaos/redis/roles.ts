import { password } from '../../performance/sample.js';
import type { Account } from './account.js';
import { again, type Asked, type Load } from './load.js';

/** So long after a change was answered, it counts everywhere. */
const EVERYWHERE_MS = 2_000;
const HELD_MS = 3_500;
const PAUSE_MS = 40;

type Held = { readonly allowed: boolean; readonly since: number };

/** A member whose role is changed back and forth, and who asks all the time for what one of the two allows. */
export async function roles(account: Account, { ports, tokens }: Asked, load: Load): Promise<void> {
  await Promise.all(tokens.map((token) => oneMember(account, ports, token, load)));
}

async function oneMember(account: Account, ports: Asked['ports'], owner: string, load: Load): Promise<void> {
  const email = `member-${Math.random().toString(36).slice(2)}@bench.example`;
  const invited = await account.demand({ port: ports[0], token: owner, route: 'POST /v1/invitations', body: { email, role: 'admin' }, expects: [201] });
  const { token } = invited.body as { readonly token: string };
  const accepted = await account.demand({ port: ports[0], token: owner, route: `POST /v1/invitations/${token}/acceptance`, body: { name: 'Mina Member', password }, expects: [201] });
  const { accessToken } = accepted.body as { readonly accessToken: string };
  const me = await account.demand({ port: ports[0], token: accessToken, route: 'GET /v1/me', expects: [200] });
  const { user } = me.body as { readonly user: { readonly id: string } };
  const route = `/v1/members/${user.id}/roles`;

  // null while a change is on its way
  let held: Held | null = { allowed: true, since: performance.now() };
  let { etag } = await account.demand({ port: ports[0], token: owner, route: `GET ${route}`, expects: [200] });
  let allows = true;
  const changing = again(load, () => HELD_MS * (0.8 + 0.4 * Math.random()), async () => {
    allows = !allows;
    held = null;
    const port = ports[Math.random() < 0.5 ? 0 : 1];
    const answer = await account.call({ port, token: owner, route: `PUT ${route}`, body: { roles: [allows ? 'admin' : 'viewer'] }, ifMatch: etag, expects: [200] });
    // whether it was changed is not known: nothing is held against it until the next change
    if (answer === null) etag = (await account.call({ port, token: owner, route: `GET ${route}`, expects: [200] }))?.etag ?? null;
    else [held, etag] = [{ allowed: allows, since: answer.answeredAt }, answer.etag];
  });
  const asking = ports.map((port) =>
    again(load, () => PAUSE_MS, async () => {
      const before = held;
      const answer = await account.call({ port, token: accessToken, route: 'GET /v1/invitations', expects: [200, 403] });
      // only when nothing was changed meanwhile, and the last change is old enough
      if (answer === null || before === null || before !== held || answer.sentAt < before.since + EVERYWHERE_MS) return;
      const what = before.allowed ? 'allowed again' : 'refused';
      account.check(what, (answer.status === 200) === before.allowed, () => `${((answer.sentAt - before.since) / 1_000).toFixed(1)} s after the role was ${before.allowed ? 'given' : 'taken away'}: ${answer.status}.`);
    }),
  );
  await Promise.all([changing, ...asking]);
}
