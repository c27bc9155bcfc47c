import type { Logger } from 'pino';
import type { ReadinessObserver } from '../adapters/shared/http/health.js';
import type { JobObservers } from '../application/shared/run-job.js';
import type { Observers } from './modules/http.module.js';

const QUIET_MS = 1_000;
const MOST_CAUSES = 100;

/**
 * Tells the log what goes wrong. A store that is away refuses every request, so its cause is told once a second, with
 * how often it was met since.
 * @param now a monotonic clock in milliseconds.
 */
export function observing(log: Logger, now: () => number = () => performance.now()): Observers & ReadinessObserver & JobObservers {
  const told = new Map<string, { readonly at: number; unsaid: number }>();
  return {
    onDefect: (error, asked) => log.error({ err: error, ...asked }, 'defect'),
    onUndeclared: (_endpoint, { code }, asked) => log.warn({ code, ...asked }, 'a refusal that the endpoint does not declare'),
    onUnavailable: (cause, asked) => {
      const key = keyOf(cause);
      const before = told.get(key);
      if (before !== undefined && now() - before.at < QUIET_MS) return void (before.unsaid += 1);
      if (told.size >= MOST_CAUSES) told.clear();
      told.set(key, { at: now(), unsaid: 0 });
      log.warn({ err: cause, ...asked, unsaid: before?.unsaid ?? 0 }, 'unavailable');
    },
    onJobEnded: ({ tenantId, jobId, type, starts }, end, error) => {
      const about = { tenantId, job: jobId, type, starts, status: end.status };
      if (end.status === 'quarantined') log.error({ err: error, ...about }, 'a job is in quarantine');
      else if (end.status === 'waiting') log.warn({ err: error, ...about }, 'a job will be started again');
      else log.info({ ...about, problem: 'problem' in end ? end.problem.code : null }, 'a job ended without effect');
    },
    onReadiness: (failures) => {
      if (failures.length === 0) log.info('ready again');
      for (const { check, error } of failures) log.warn({ check, err: error }, 'not ready');
    },
  };
}

/** Messages may name the statement or the port; what happened has a code where PostgreSQL or Node says so. */
const keyOf = (cause: unknown): string => {
  const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown };
  return String(code ?? message);
};
