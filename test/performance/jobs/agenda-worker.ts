// Agenda as its manual has it, with its own notifications, in a process of its own: the job adds the laboratory's row.
import { PostgresBackend } from '@agendajs/postgres-backend';
import { Agenda } from 'agenda';
import pg from 'pg';
import { workerSettings } from '../../support/laboratory/worker-settings.js';

const { admin, concurrency } = workerSettings();
const pool = new pg.Pool({ ...admin, max: concurrency + 2 });
const agenda = new Agenda({
  backend: new PostgresBackend({ pool, tableName: 'plain_agenda_jobs', channelName: 'plain_agenda' }),
  processEvery: 1_000,
  maxConcurrency: concurrency,
  defaultConcurrency: concurrency,
  removeOnComplete: true,
});
type Asked = { readonly tenantId: string; readonly name: string };
agenda.define<Asked>('record-effect', ({ attrs: { data } }, done) => {
  void record(data).then(() => done(), done);
});
async function record(data: Asked): Promise<void> {
  await pool.query({ name: 'effect', text: 'insert into laboratory.effect (tenant_id, name, started_at) values ($1, $2, now())', values: [data.tenantId, data.name] });
}
await agenda.start();
process.send?.('ready');
