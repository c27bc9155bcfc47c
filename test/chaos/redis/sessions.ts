import { setTimeout as delay } from 'node:timers/promises';
import { signIn } from '../../performance/stage.js';
import type { Account } from './account.js';
import { again, type Asked, type Load } from './load.js';

/** So long after a session was ended, its token serves nowhere. */
const EVERYWHERE_MS = 2_000;
const USED_MS = 600;
const TIMES = 5;

/** Sessions that are begun, used on both processes, ended on one of them, and tried on both once more. The first tenant has this number. */
export async function sessions(account: Account, { ports, tokens }: Asked, firstTenant: number, load: Load): Promise<void> {
  await Promise.all(
    tokens.map((_, at) =>
      again(load, () => 0, async () => {
        const token = await signIn({ port: ports[at % 2] ?? 0 }, firstTenant + at);
        const ask = (port: number) => account.call({ port, token, route: 'GET /v1/me', expects: [200, 401] });
        for (let time = 0; time < TIMES; time++) {
          for (const port of ports) {
            const answer = await ask(port);
            if (answer !== null) account.check('signed in', answer.status === 200, () => `A session that has begun was answered ${answer.status}.`);
          }
          await delay(USED_MS / TIMES);
        }
        const ended = await account.call({ port: ports[Math.random() < 0.5 ? 0 : 1], token, route: 'DELETE /v1/sessions/current', expects: [204] });
        if (ended === null) return;
        await delay(EVERYWHERE_MS);
        for (let time = 0; time < TIMES; time++) {
          for (const port of ports) {
            const answer = await ask(port);
            if (answer !== null) account.check('signed out', answer.status === 401, () => `${((answer.sentAt - ended.answeredAt) / 1_000).toFixed(1)} s after a session was ended: ${answer.status}.`);
          }
        }
      }),
    ),
  );
}
