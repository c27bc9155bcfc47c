import { expect } from 'chai';
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { v7 } from 'uuid';
import { migrate, migrationsDirectory } from '../../../infrastructure/migrations.js';
import { anEmptyDatabase } from '../../support/postgres.js';

const MOVING = '0008-members-and-role-holders.sql';

describe('moving role assignments to role holders', function () {
  this.timeout(30_000);
  let directory: string;
  let client: pg.Client;
  let drop: () => Promise<void>;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'atrium-migrations-'));
    const database = await anEmptyDatabase();
    client = new pg.Client({ ...database.admin });
    ({ drop } = database);
    await client.connect();
    for (const file of await readdir(migrationsDirectory)) if (file < MOVING) await copyFile(join(migrationsDirectory, file), join(directory, file));
    await migrate(client, directory);
  });

  afterEach(async () => {
    await client.end();
    await drop();
    await rm(directory, { recursive: true });
  });

  it('keeps who holds what, in each tenant, and everybody active', async () => {
    const [one, other, ada, bob] = [v7(), v7(), v7(), v7()];
    for (const [tenant, principal, role] of [[one, ada, 'viewer'], [one, ada, 'admin'], [one, bob, 'owner'], [other, ada, 'owner']]) {
      await client.query('insert into access.role_assignment (tenant_id, principal_id, role, assigned_at) values ($1, $2, $3, now())', [tenant, principal, role]);
    }

    await migrate(client);

    const { rows } = await client.query('select tenant_id, principal_id, roles, active, version from access.role_holder');
    const held = (tenant_id: string, principal_id: string, ...roles: string[]) => ({ tenant_id, principal_id, roles, active: true, version: 1 });
    expect(rows).to.have.deep.members([held(one, ada, 'admin', 'viewer'), held(one, bob, 'owner'), held(other, ada, 'owner')]);
    expect((await client.query(`select to_regclass('access.role_assignment') as gone`)).rows).to.deep.equal([{ gone: null }]);
  });

  it('keeps everybody who has registered active', async () => {
    const [tenant, user] = [v7(), v7()];
    await client.query(
      `insert into identity.user_account (tenant_id, id, email, name, password_hash, created_at, version) values ($1, $2, 'ada@acme.example', 'Ada', 'none', now(), 1)`,
      [tenant, user],
    );

    await migrate(client);

    expect((await client.query('select id, status from identity.user_account')).rows).to.deep.equal([{ id: user, status: 'active' }]);
  });
});
