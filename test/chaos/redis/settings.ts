import { numberOf, settingRoute, zoneOf } from '../../performance/realtime/measured-setting.js';
import type { Account } from './account.js';
import { again, type Asked, type Load } from './load.js';
import { EVERYWHERE_MS, SettingHistory } from './setting-history.js';

const WRITE_PAUSE_MS = 250;
const READ_PAUSE_MS = 15;

type Shown = { readonly value: string };

/** One writer to a tenant's setting, on either process in turn, and a reader on each process. */
export async function settings(account: Account, { ports, tokens }: Asked, load: Load): Promise<void> {
  await Promise.all(tokens.map((token) => oneSetting(account, ports, token, load)));
}

async function oneSetting(account: Account, ports: Asked['ports'], token: string, load: Load): Promise<void> {
  const reading = { token, route: `GET ${settingRoute}`, expects: [200] };
  const read = (port: number) => account.call({ port, ...reading });
  const first = await account.demand({ port: ports[0], ...reading });
  const history = new SettingHistory(valueOf(first.body));
  let { etag } = first;

  const writing = again(load, () => WRITE_PAUSE_MS * (0.5 + Math.random()), async () => {
    const port = ports[Math.random() < 0.5 ? 0 : 1];
    const value = history.most + 1;
    history.began(value, port);
    const answer = await account.call({ port, token, route: `PUT ${settingRoute}`, body: { value: zoneOf(value) }, ifMatch: etag, expects: [200, 412] });
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
  const watching = ports.map((port) => {
    /** Each value when it was seen first. */
    const seen: { readonly value: number; readonly at: number }[] = [];
    return again(load, () => READ_PAUSE_MS, async () => {
      const answer = await read(port);
      if (answer === null) return;
      const value = valueOf(answer.body);
      const { sentAt, answeredAt } = answer;
      const least = history.least(port, sentAt);
      account.check('setting', value >= least && value <= history.most, () => `Read was ${value}, and it had to be ${least} to ${history.most}; behind by ${Math.round(history.behindMs(value, sentAt))} ms.`);
      account.behind(history.behindMs(value, sentAt));
      const before = seen.findLast(({ at }) => at + EVERYWHERE_MS <= sentAt)?.value;
      if (before !== undefined) account.check('went back', value >= before, () => `Read was ${value}, after ${before} had been.`);
      if (value > (seen.at(-1)?.value ?? 0)) seen.push({ value, at: answeredAt });
    });
  });
  await Promise.all([writing, ...watching]);
}

const valueOf = (body: unknown): number => numberOf((body as Shown).value);
