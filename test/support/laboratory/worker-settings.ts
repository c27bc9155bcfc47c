import type { DatabaseConnection } from '../../../infrastructure/database-connection.js';

/** What a process of the laboratory is told by its environment. */
export type WorkerSettings = {
  readonly app: DatabaseConnection;
  readonly system: DatabaseConnection;
  readonly admin: DatabaseConnection;
  readonly concurrency: number;
  readonly perTenant: number;
};

const VARIABLE = 'WORKER_SETTINGS';

export const workerSettings = (): WorkerSettings => JSON.parse(process.env[VARIABLE] ?? '{}') as WorkerSettings;

export const inEnvironment = (settings: WorkerSettings): Record<string, string> => ({ [VARIABLE]: JSON.stringify(settings) });
