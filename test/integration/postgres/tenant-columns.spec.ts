import { expect } from 'chai';
import pg from 'pg';
import { v7 } from 'uuid';
import { platformTenantId } from '../../../domain/shared/tenant-context.js';
import { aDatabase, type TestDatabase } from '../../support/postgres.js';

const INSUFFICIENT_PRIVILEGE = '42501';

const columns: Readonly<Record<string, string>> = {
  name: `'Other'`, closes_at: 'now()', version: '2',
  plan: `'enterprise'`, suspended_since: 'now()', suspended_reason: 'null', closed_at: 'now()',
  slug: `'other'`, created_at: 'now()', tenant_id: 'tenant_id',
};

describe('the columns of a tenant', () => {
  const tenantId = v7();
  let database: TestDatabase;
  let app: pg.Client;
  let system: pg.Client;

  before(async () => {
    database = await aDatabase();
    const admin = new pg.Client(database.admin);
    [app, system] = [new pg.Client(database.app), new pg.Client(database.system)];
    await Promise.all([admin, app, system].map((client) => client.connect()));
    await admin.query(`insert into tenancy.tenant (tenant_id, slug, name, plan, created_at, version) values ($1, 'acme', 'Acme', 'free', now(), 1)`, [tenantId]);
    await admin.end();
  });
  after(async () => {
    await Promise.all([app, system].map((client) => client.end()));
    await database.drop();
  });

  /** The columns that somebody may write, of a tenant; what is written is taken back. */
  async function writable(client: pg.Client, id: string): Promise<readonly string[]> {
    const written: string[] = [];
    for (const [column, value] of Object.entries(columns)) {
      await client.query('begin');
      await client.query(`select set_config('app.tenant_id', $1, true)`, [id]);
      const { rowCount } = await client.query(`update tenancy.tenant set ${column} = ${value} where tenant_id = $1`, [id]).catch((error: unknown) => {
        expect(error, column).to.have.property('code', INSUFFICIENT_PRIVILEGE);
        return { rowCount: 0 };
      });
      if (rowCount === 1) written.push(column);
      await client.query('rollback');
    }
    return written;
  }

  it('are the tenant’s own to write where they say what it is called and whether it closes, and the platform’s where they say the rest', async () => {
    expect(await writable(app, tenantId)).to.have.members(['name', 'closes_at', 'version']);
    expect(await writable(system, tenantId)).to.have.members(['plan', 'suspended_since', 'suspended_reason', 'closed_at', 'version']);
  });

  it('are nobody’s to write of the platform’s tenant, for those who work across tenants', async () => {
    expect(await writable(system, platformTenantId)).to.deep.equal([]);
  });
});
