import { customerIdOf } from '../../performance/sample.js';
import type { Account } from './account.js';
import { again, type Asked, type Load, oneOf } from './load.js';

type Invoice = { readonly id: string; readonly createdAt: string };
type Created = Invoice & { readonly text: string; readonly answeredAt: number };

const SHOWN = 20;
const CALLERS = 6;
/** Those to begin with, so that the first reader finds one. */
const AT_FIRST = 5;

/** W5: reads of one, the first page of a list, and new ones, each on either process. */
export async function invoices(account: Account, { ports, tokens }: Asked, load: Load): Promise<void> {
  const created = tokens.map((): Created[] => []);

  const create = async (at: number): Promise<void> => {
    const customerId = customerIdOf(at + 1, 1 + Math.floor(Math.random() * 10));
    const unitPrice = { amountMinor: String(1 + Math.floor(Math.random() * 250_000)), currency: 'EUR' };
    const body = { customerId, currency: 'EUR', lines: [{ description: 'Consulting, per day', quantity: '2', unitPrice }] };
    const answer = await account.call({ port: oneOf(ports), token: tokens[at] ?? '', route: 'POST /v1/invoices', body, expects: [201] });
    if (answer === null) return;
    const invoice = answer.body as Invoice & { readonly customerId: string; readonly lines: readonly { readonly unitPrice: unknown }[] };
    const isRight = invoice.customerId === customerId && JSON.stringify(invoice.lines[0]?.unitPrice) === JSON.stringify(unitPrice);
    account.check('created', isRight, () => `Asked for ${JSON.stringify(body)}, created ${answer.text}.`);
    created[at]?.push({ ...invoice, text: answer.text, answeredAt: answer.answeredAt });
  };

  const read = async (at: number): Promise<void> => {
    const one = oneOf(created[at] ?? []);
    const answer = await account.call({ port: oneOf(ports), token: tokens[at] ?? '', route: `GET /v1/invoices/${one.id}`, expects: [200] });
    if (answer !== null) account.check('read', answer.text === one.text, () => `Created was ${one.text}, read ${answer.text}.`);
  };

  const list = async (at: number): Promise<void> => {
    const known = created[at]?.slice(-SHOWN) ?? [];
    const answer = await account.call({ port: oneOf(ports), token: tokens[at] ?? '', route: `GET /v1/invoices?status=draft&limit=${SHOWN}&sort=-createdAt`, expects: [200] });
    if (answer === null) return;
    const { data } = answer.body as { readonly data: readonly Invoice[] };
    const [last] = data.slice(-1);
    const isSorted = data.every(({ createdAt }, place) => place === 0 || createdAt <= (data[place - 1]?.createdAt ?? ''));
    // whatever was created before it was asked, and is newer than the last of the page, has to be on it
    const lacking = known.filter(({ id, createdAt, answeredAt }) => answeredAt < answer.sentAt && createdAt > (last?.createdAt ?? '') && !data.some((one) => one.id === id));
    account.check('list', isSorted && data.length === SHOWN && lacking.length === 0, () => `A list of ${data.length} lacks ${lacking.map(({ id }) => id).join(', ') || 'nothing'}, and is ${isSorted ? '' : 'not '}sorted.`);
  };

  for (const at of tokens.keys()) for (let number = 0; number < AT_FIRST; number++) await create(at);
  await Promise.all(
    Array.from({ length: CALLERS }, () =>
      again(load, () => 0, async () => {
        const at = Math.floor(Math.random() * tokens.length);
        const share = Math.random();
        await (share < 0.7 ? read(at) : share < 0.9 ? list(at) : create(at));
      }),
    ),
  );
}
