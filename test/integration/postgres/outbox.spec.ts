import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { sql } from 'slonik';
import { z } from 'zod';
import { outboxed } from '../../../adapters/shared/postgres/outbox.js';
import { named, type Statement } from '../../../adapters/shared/postgres/statement.js';
import { TenantDatabase } from '../../../adapters/shared/postgres/tenant-database.js';
import type { DomainEvent } from '../../../domain/shared/domain-event.js';
import { Money } from '../../../domain/shared/money.js';
import { aDatabase, type TestDatabase } from '../../support/postgres.js';
import { aTenant, poolOptions } from './ledger.js';

describe('the outbox', () => {
  const tenant = aTenant();
  const aggregate = { type: 'library.book', id: randomUUID() };
  let server: TestDatabase;
  let database: TenantDatabase;
  /** The superuser: whoever writes to the outbox cannot read it. */
  let reader: TenantDatabase;

  before(async () => {
    server = await aDatabase();
    database = new TenantDatabase(poolOptions(server.app));
    reader = new TenantDatabase(poolOptions(server.admin));
  });
  after(async () => {
    await Promise.all([database.end(), reader.end()]);
    await server.drop();
  });

  const happened = (type: string, more: Record<string, unknown> = {}): DomainEvent => ({
    type,
    tenantId: tenant.tenantId,
    occurredAt: new Date('2030-01-01T12:00:00.123Z'),
    ...more,
  });
  const storing = (events: readonly DomainEvent[]): Statement<{ stored: number }> =>
    named('shared.store', sql.type(z.object({ stored: z.number() }))`
      with announced as (${outboxed(tenant, aggregate, events)}) select 1 as stored
    `);
  const rows = () =>
    reader.any(tenant, named('shared.read-outbox', sql.type(z.record(z.string(), z.unknown()))`
      select aggregate_type, aggregate_id, type, payload, occurred_at from shared.outbox where tenant_id = ${tenant.tenantId} order by position
    `));

  it('holds each event with its aggregate, and its amounts without loss', async () => {
    await database.one(tenant, storing([happened('library.book-lent', { fee: Money.of(9_007_199_254_740_993n, 'EUR'), note: 'naïve \\ "quoted"' })]));
    expect(await rows()).to.deep.equal([
      {
        aggregate_type: aggregate.type,
        aggregate_id: aggregate.id,
        type: 'library.book-lent',
        payload: { fee: { minorUnits: '9007199254740993', currency: 'EUR' }, note: 'naïve \\ "quoted"' },
        occurred_at: new Date('2030-01-01T12:00:00.123Z'),
      },
    ]);
  });

  it('keeps the order in which things happened, and nothing of nothing', async () => {
    const types = Array.from({ length: 50 }, (_, i) => `library.page-${i}-turned`);
    await database.one(tenant, storing(types.map((type) => happened(type))));
    await database.one(tenant, storing([]));
    expect((await rows()).slice(-50).map(({ type }) => type)).to.deep.equal(types);
    expect(await rows()).to.have.length(51);
  });

  it('takes the same prepared statement whatever happened, as long as it is as much', () => {
    const texts = [1, 1, 2].map((n, i) => storing(Array.from({ length: n }, () => happened(`library.book-${i}-lent`))).sql);
    expect(texts[0]).to.equal(texts[1]);
    expect(new Set(texts)).to.have.length(2);
  });

  it('refuses an event of another tenant', () => {
    expect(() => storing([{ ...happened('library.book-lent'), tenantId: aTenant().tenantId }])).to.throw('another tenant');
  });
});
