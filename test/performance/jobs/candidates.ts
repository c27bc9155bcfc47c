import { PostgresBackend } from '@agendajs/postgres-backend';
import { Agenda } from 'agenda';
import pg from 'pg';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { request } from '../../support/laboratory/laboratory.js';
import { kill, startWorker } from '../../support/laboratory/processes.js';
import type { WorkerSettings } from '../../support/laboratory/worker-settings.js';
import type { Workshop } from '../../support/laboratory/workshop.js';

/** What runs jobs: how one is asked for, in the transaction of its cause, and the worker that does it. */
export type Candidate = {
  readonly name: string;
  ask(tenant: TenantContext, name: string): Promise<unknown>;
  startWorker(): Promise<{ stop(): Promise<void> }>;
  close(): Promise<void>;
};

const insertCause = { name: 'cause', text: 'insert into laboratory.cause (tenant_id, name) values ($1, $2)' };

export const atrium = (workshop: Workshop, settings: WorkerSettings): Candidate => ({
  name: 'Atrium',
  ask: (tenant, name) => request(workshop.laboratory, tenant, name),
  startWorker: () => started('atrium-worker.ts', settings),
  close: async () => undefined,
});

/** It takes a pool, not a transaction: the job is asked for after the cause was committed, and is lost when the process ends between. */
export async function plainAgenda(settings: WorkerSettings): Promise<Candidate> {
  const pool = new pg.Pool({ ...settings.admin, max: 10 });
  const backend = new PostgresBackend({ pool, tableName: 'plain_agenda_jobs', channelName: 'plain_agenda' });
  const agenda = new Agenda({ backend });
  await agenda.ready;
  // else nobody is told of what is asked for
  await backend.notificationChannel?.connect();
  return {
    name: 'plain Agenda',
    async ask({ tenantId }, name) {
      await inTransaction(pool, (client) => client.query({ ...insertCause, values: [tenantId, name] }));
      await agenda.now('record-effect', { tenantId, name });
    },
    startWorker: () => started('agenda-worker.ts', settings),
    async close() {
      await backend.notificationChannel?.disconnect();
      await pool.end();
    },
  };
}

export function graphileWorker(settings: WorkerSettings): Candidate {
  const pool = new pg.Pool({ ...settings.admin, max: 10 });
  const add = { name: 'add', text: `select from graphile_worker.add_job('record-effect', $1)` };
  return {
    name: 'graphile-worker',
    ask: ({ tenantId }, name) =>
      inTransaction(pool, async (client) => {
        await client.query({ ...insertCause, values: [tenantId, name] });
        await client.query({ ...add, values: [{ tenantId, name }] });
      }),
    startWorker: () => started('graphile-worker.ts', settings),
    close: () => pool.end(),
  };
}

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<unknown>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
  } finally {
    client.release();
  }
}

async function started(script: string, settings: WorkerSettings): Promise<{ stop(): Promise<void> }> {
  const child = await startWorker(new URL(script, import.meta.url), settings);
  return { stop: () => kill(child) };
}
