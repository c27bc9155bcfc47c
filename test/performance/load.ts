// Generates load in a process of its own. It says when it is ready; sent a Job, it answers with a Round; it ends when its parent is gone.
import { createHistogram } from 'node:perf_hooks';
import { type Answer, Connection } from './connection.js';
import { type Ask, asksOf, type Workload } from './workloads.js';

export type Job = {
  readonly port: number;
  /** The bearer token of each tenant, the first at 0: the requests are spread over so many. */
  readonly tokens: readonly string[];
  readonly workload: Workload;
  /** Which sequence of requests. */
  readonly seed: number;
  readonly connections: number;
  readonly seconds: number;
};

export type Round = {
  /** Answered within the time, and how long that was. */
  readonly answered: number;
  readonly elapsedMs: number;
  /** Answered at all: the last ones come when the time is over. */
  readonly answeredAtAll: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** How many answers had another status than expected, or another invoice than asked for, and what the first of them was. */
  readonly wrong: number;
  readonly firstWrong: string | null;
};

process.on('message', (job: Job) => {
  run(job).then(
    (round) => process.send?.(round),
    (failure: unknown) => {
      console.error(failure);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => process.exit());
process.send?.('ready');

/** A closed loop: each connection sends its next request when the one before is answered. */
async function run({ port, tokens, workload, seed, connections, seconds }: Job): Promise<Round> {
  const nextAsk = asksOf(workload, seed, tokens.length);
  const headers = tokens.map((token) => `Host: 127.0.0.1:${port}\r\nAccept: application/json\r\nAuthorization: Bearer ${token}\r\n`);
  const latencies = createHistogram({ lowest: 1, highest: 60_000_000, figures: 3 });
  let [answered, answeredAtAll, wrong, firstWrong] = [0, 0, 0, null as string | null];
  const { promise: over, reject: lose, resolve: finish } = Promise.withResolvers<void>();
  const idle = new Set<number>();

  const open = async (index: number): Promise<() => void> => {
    let ask: Ask;
    let sentAt = 0;
    const send = (): void => {
      ask = nextAsk();
      sentAt = performance.now();
      connection.send(textOf(ask, headers[ask.tenant - 1] ?? ''));
    };
    const onAnswer = (answer: Answer): void => {
      const now = performance.now();
      latencies.record(Math.max(1, Math.round((now - sentAt) * 1_000)));
      answeredAtAll += 1;
      if (!isRight(ask, answer)) {
        wrong += 1;
        firstWrong ??= `${ask.method} ${ask.path} → ${answer.status} ${answer.body.toString().slice(0, 500)}`;
      }
      if (now < deadline) {
        answered += 1;
        send();
        return;
      }
      idle.add(index);
      if (idle.size < connections) return;
      finish();
    };
    const connection = await Connection.open(port, onAnswer, (reason) => lose(reason));
    opened.push(connection);
    return send;
  };

  const opened: Connection[] = [];
  let deadline = Infinity;
  const sends = await Promise.all(Array.from({ length: connections }, (_, index) => open(index)));
  const startedAt = performance.now();
  deadline = startedAt + seconds * 1_000;
  for (const send of sends) send();
  await over;
  for (const connection of opened) connection.close();
  return {
    answered,
    elapsedMs: seconds * 1_000,
    answeredAtAll,
    p50Ms: latencies.percentile(50) / 1_000,
    p99Ms: latencies.percentile(99) / 1_000,
    wrong,
    firstWrong,
  };
}

function textOf({ method, path, body }: Ask, headers: string): string {
  if (method === 'GET') return `GET ${path} HTTP/1.1\r\n${headers}\r\n`;
  return `POST ${path} HTTP/1.1\r\n${headers}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** The whole content was compared before; here it is the right one when it is about what was asked for. */
function isRight({ path, expects }: Ask, { status, body }: Answer): boolean {
  const invoiceId = path.slice('/v1/invoices/'.length);
  return status === expects && (invoiceId === '' || path.includes('?') || body.includes(invoiceId));
}
