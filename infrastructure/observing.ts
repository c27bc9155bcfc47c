import type { Logger } from 'pino';
import type { Asked } from '../adapters/shared/http/answer.js';
import type { ReadinessObserver } from '../adapters/shared/http/health.js';
import type { JobObservers } from '../application/shared/run-job.js';
import type { Observers } from './modules/http.module.js';
import { seldom } from './seldom.js';

const QUIET_MS = 1_000;

/**
 * Tells the log what goes wrong. A store that is away refuses every request, so its cause is told once a second, with
 * how often it was met since.
 * @param now a monotonic clock in milliseconds.
 */
export function observing(log: Logger, now: () => number = () => performance.now()): Observers & ReadinessObserver & JobObservers {
  return {
    onDefect: (error, asked) => log.error({ err: error, ...asked }, 'defect'),
    onUndeclared: (_endpoint, { code }, asked) => log.warn({ code, ...asked }, 'a refusal that the endpoint does not declare'),
    onUnavailable: seldom(QUIET_MS, causeOf, (unsaid, cause, asked: Asked) => log.warn({ err: cause, ...asked, unsaid }, 'unavailable'), now),
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
const causeOf = (cause: unknown): string => {
  const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown };
  return String(code ?? message);
};
