import type { Account } from './account.js';
import { again, type Asked, type Load } from './load.js';
import { EVERYWHERE_MS, SettingHistory } from './setting-history.js';

const ROUTE = '/v1/settings/invoicing.invoice-note';
const WRITE_PAUSE_MS = 250;
const READ_PAUSE_MS = 15;

type Shown = { readonly value: string };

/** One writer to a tenant's setting, on either process in turn, and a reader on each process. */
export async function settings(account: Account, { ports, tokens }: Asked, load: Load): Promise<void> {
  await Promise.all(tokens.map((token) => oneSetting(account, ports, token, load)));
}

async function oneSetting(account: Account, ports: Asked['ports'], token: string, load: Load): Promise<void> {
  const history = new SettingHistory();
  const read = (port: number) => account.call({ port, token, route: `GET ${ROUTE}`, expects: [200] });
  let etag = (await read(ports[0]))?.etag ?? null;

  const writing = again(load, () => WRITE_PAUSE_MS * (0.5 + Math.random()), async () => {
    const port = ports[Math.random() < 0.5 ? 0 : 1];
    const value = history.most + 1;
    history.began(value, port);
    const answer = await account.call({ port, token, route: `PUT ${ROUTE}`, body: { value: String(value) }, ifMatch: etag, expects: [200, 412] });
    if (answer?.status === 200) {
      history.kept(value, answer.answeredAt);
      ({ etag } = answer);
      const own = await read(port);
      if (own !== null) account.check('own write', valueOf(own.body) === value, () => `Written was ${value}, and read on the same process ${valueOf(own.body)}.`);
    } else {
      // whether it was written is not known; a process may show what was before for as long as it may
      await new Promise((resolve) => setTimeout(resolve, EVERYWHERE_MS));
      etag = (await read(port))?.etag ?? etag;
    }
  });
  const reading = ports.map((port) => {
    let seen = { value: 0, at: 0 };
    return again(load, () => READ_PAUSE_MS, async () => {
      const { healthySince } = account;
      const answer = await read(port);
      if (answer === null) return;
      const value = valueOf(answer.body);
      const { sentAt, answeredAt } = answer;
      const least = history.least(port, sentAt, healthySince);
      account.check('setting', value >= least && value <= history.most, () => `Read was ${value}, and it had to be ${least} to ${history.most}; behind by ${Math.round(history.behindMs(value, sentAt))} ms.`);
      account.behind(history.behindMs(value, sentAt));
      const hasToGoOn = sentAt >= Math.max(seen.at, healthySince) + EVERYWHERE_MS;
      if (hasToGoOn) account.check('went back', value >= seen.value, () => `Read was ${value}, after ${seen.value} had been.`);
      if (value > seen.value) seen = { value, at: answeredAt };
    });
  });
  await Promise.all([writing, ...reading]);
}

/** 0 before the first was written. */
const valueOf = (body: unknown): number => Number((body as Shown).value) || 0;
