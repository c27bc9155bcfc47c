import { Router } from 'express';
import { answer } from './answer.js';
import { onlyGet } from './only-get.js';

/** Resolves when what it looks at is well; rejects otherwise. */
export type Check = () => Promise<unknown>;

/** What an orchestrator asks a process: is it alive, has it started, may it be sent requests. */
export type Health = {
  /** `/livez`, `/startupz`, `/readyz`. */
  readonly router: Router;
  /** From now on the process has started. */
  started(): void;
  /** From now on it is not ready, so that no new requests come while it finishes. */
  stopping(): void;
};

/** @param limitMs how long a check may take before it counts as failed. */
export function health(checks: Readonly<Record<string, Check>>, limitMs = 2_000): Health {
  let state: 'starting' | 'started' | 'stopping' = 'starting';
  const router = Router({ strict: true, caseSensitive: true });
  const path = (name: string, ask: () => Promise<Report>) =>
    router.all(
      name,
      onlyGet(async (_req, res) => {
        const { well, ...report } = await ask();
        answer(
          res,
          well ? 200 : 503,
          ['Content-Type', 'application/json; charset=utf-8', 'Cache-Control', 'no-store', ...(well ? [] : ['Retry-After', '1'])],
          JSON.stringify(report),
        );
      }),
    );
  path('/livez', async () => ({ well: true, status: 'ok' }));
  path('/startupz', async () => (state === 'starting' ? { well: false, status: 'starting' } : { well: true, status: 'ok' }));
  path('/readyz', async () => {
    if (state !== 'started') return { well: false, status: state };
    const found = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await outcomeOf(check, limitMs)] as const),
    );
    const well = found.every(([, outcome]) => outcome === 'ok');
    return { well, status: well ? 'ok' : 'failing', checks: Object.fromEntries(found) };
  });
  return {
    router,
    started: () => {
      if (state === 'starting') state = 'started';
    },
    stopping: () => {
      state = 'stopping';
    },
  };
}

type Outcome = 'ok' | 'failed' | 'timed-out';
type Report = { readonly well: boolean; readonly status: string; readonly checks?: Readonly<Record<string, Outcome>> };

async function outcomeOf(check: Check, limitMs: number): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve('timed-out'), limitMs);
  });
  try {
    return await Promise.race([
      late,
      Promise.resolve()
        .then(check)
        .then((): Outcome => 'ok'),
    ]);
  } catch {
    return 'failed';
  } finally {
    clearTimeout(timer);
  }
}
