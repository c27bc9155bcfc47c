import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** How Redis is just now. */
export type Phase = 'healthy' | 'killed' | 'frozen' | 'recovering';

export type Answer = { readonly status: number; readonly text: string; readonly body: unknown; readonly etag: string | null; readonly sentAt: number; readonly answeredAt: number };

export type Call = {
  readonly port: number;
  readonly token: string;
  /** `GET /v1/invoices`. */
  readonly route: string;
  readonly body?: unknown;
  readonly ifMatch?: string | null;
  /** What a right answer has. */
  readonly expects: readonly number[];
};

/** Whoever waits longer than this has been left hanging. */
const HANGING_MS = 10_000;
const TOLD = 10;

/** Counts what was asked, and whatever was not as it has to be. */
export class Account {
  phase: Phase = 'healthy';
  requests = 0;
  serverErrors = 0;
  hanging = 0;
  readonly checked = new Map<string, number>();
  readonly wrong = new Map<string, number>();
  readonly waits = new Map<Phase, RecordableHistogram>();
  /** The oldest that was read: for how long there had been something newer, in ms. */
  readonly mostBehind = new Map<Phase, number>();

  constructor(private readonly tell: (text: string) => void) {}

  /** Null when there is no answer that could be checked: that is counted already. */
  async call({ port, token, route, body, ifMatch = null, expects }: Call): Promise<Answer | null> {
    const [method = '', path = ''] = route.split(' ');
    const { phase } = this;
    const sentAt = performance.now();
    this.requests += 1;
    try {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(ifMatch === null ? {} : { 'if-match': ifMatch }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(HANGING_MS),
      });
      const text = await response.text();
      const answeredAt = performance.now();
      this.histogram(phase).record(Math.max(1, Math.round((answeredAt - sentAt) * 1_000)));
      if (response.status >= 500) {
        this.serverErrors += 1;
        this.say(`${route} was answered ${response.status} while Redis was ${phase}: ${text.slice(0, 300)}`);
        return null;
      }
      if (!expects.includes(response.status)) {
        this.report('status', `${route} was answered ${response.status} while Redis was ${phase}: ${text.slice(0, 300)}`);
        return null;
      }
      return { status: response.status, text, body: text === '' ? null : (JSON.parse(text) as unknown), etag: response.headers.get('etag'), sentAt, answeredAt };
    } catch (error) {
      this.hanging += 1;
      this.say(`${route} was not answered in ${((performance.now() - sentAt) / 1_000).toFixed(1)} s while Redis was ${phase}: ${(error as Error).message}`);
      return null;
    }
  }

  /** The same, for what all else stands on. @throws Error when there is none */
  async demand(call: Call): Promise<Answer> {
    const answer = await this.call(call);
    if (answer === null) throw new Error(`Without an answer to ${call.route} there is nothing to go on with.`);
    return answer;
  }

  /** One answer was held against what it has to be. */
  check(what: string, isRight: boolean, otherwise: () => string): void {
    this.checked.set(what, (this.checked.get(what) ?? 0) + 1);
    if (!isRight) this.report(what, otherwise());
  }

  behind(ms: number): void {
    this.mostBehind.set(this.phase, Math.max(ms, this.mostBehind.get(this.phase) ?? 0));
  }

  get wrongInAll(): number {
    return [...this.wrong.values()].reduce((sum, one) => sum + one, 0);
  }

  private report(what: string, sentence: string): void {
    this.wrong.set(what, (this.wrong.get(what) ?? 0) + 1);
    this.say(sentence);
  }

  private said = 0;

  private say(sentence: string): void {
    this.said += 1;
    if (this.said <= TOLD) this.tell(`  ${sentence}`);
  }

  private histogram(phase: Phase): RecordableHistogram {
    const known = this.waits.get(phase);
    if (known !== undefined) return known;
    const histogram = createHistogram({ lowest: 1, highest: 60_000_000, figures: 3 });
    this.waits.set(phase, histogram);
    return histogram;
  }
}
