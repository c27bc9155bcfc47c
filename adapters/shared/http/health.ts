import { Router } from 'express';
import { answer } from './answer.js';
import { onlyGet } from './only-get.js';

/** Resolves when what it looks at is well; rejects otherwise. */
export type Probe = () => Promise<unknown>;

/** What an orchestrator asks a process: is it alive, has it started, may it be sent requests. */
export type Health = {
  /** `/livez`, `/startupz`, `/readyz`. */
  readonly router: Router;
  /** From now on the process has started. */
  started(): void;
  /** From now on it is not ready, so that no new requests come while it finishes. */
  stopping(): void;
};

export type Failure = { readonly check: string; readonly error: unknown };
export type ReadinessObserver = {
  /** The probes came out otherwise than before: with failures, or, when there are none, well again. */
  readonly onReadiness: (failures: readonly Failure[]) => void;
};

type Options = Partial<ReadinessObserver> & {
  /** How long a probe may take before it counts as failed. */
  readonly limitMs?: number;
  /** How long its outcome answers for it, so that whoever asks often costs nothing. */
  readonly keptMs?: number;
  /** A monotonic clock in milliseconds; tests pass their own. */
  readonly now?: () => number;
};

export function health(probes: Readonly<Record<string, Probe>>, options: Options = {}): Health {
  let state: 'starting' | 'started' | 'stopping' = 'starting';
  const readiness = kept(() => probed(probes, options), options);
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
  path('/readyz', async () => (state === 'started' ? readiness() : { well: false, status: state }));
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
type Probed = Report & { readonly failures: readonly Failure[] };

/** Those who ask at once, or shortly after, share one answer; whoever observes hears of changes alone. */
function kept(
  ask: () => Promise<Probed>,
  { onReadiness = () => undefined, keptMs = 1_000, now = () => performance.now() }: Options,
): () => Promise<Report> {
  let current: { readonly report: Promise<Report>; until: number } | null = null;
  let before = JSON.stringify([]);
  const asked = async (): Promise<Report> => {
    const { failures, ...report } = await ask();
    const after = JSON.stringify(failures.map(({ check }) => check));
    if (after !== before) onReadiness(failures);
    before = after;
    return report;
  };
  return () => {
    if (current !== null && now() < current.until) return current.report;
    const mine = { report: asked(), until: Number.POSITIVE_INFINITY };
    const ended = (): void => {
      mine.until = now() + keptMs;
    };
    mine.report.then(ended, ended);
    current = mine;
    return mine.report;
  };
}

async function probed(probes: Readonly<Record<string, Probe>>, { limitMs = 2_000 }: Options): Promise<Probed> {
  const found = await Promise.all(
    Object.entries(probes).map(async ([check, probe]) => ({ check, ...(await outcomeOf(probe, limitMs)) })),
  );
  const failures = found.flatMap(({ check, outcome, error }) => (outcome === 'ok' ? [] : [{ check, error }]));
  const well = failures.length === 0;
  const checks = Object.fromEntries(found.map(({ check, outcome }) => [check, outcome]));
  return { well, status: well ? 'ok' : 'failing', checks, failures };
}

async function outcomeOf(probe: Probe, limitMs: number): Promise<{ readonly outcome: Outcome; readonly error?: unknown }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<{ readonly outcome: Outcome; readonly error: unknown }>((resolve) => {
    const error = new Error(`It took longer than ${limitMs} ms.`);
    timer = setTimeout(() => resolve({ outcome: 'timed-out', error }), limitMs);
  });
  try {
    return await Promise.race([
      late,
      Promise.resolve()
        .then(probe)
        .then(() => ({ outcome: 'ok' as const })),
    ]);
  } catch (error) {
    return { outcome: 'failed', error };
  } finally {
    clearTimeout(timer);
  }
}
