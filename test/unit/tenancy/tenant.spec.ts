import { expect } from 'chai';
import { v7 } from 'uuid';
import { TenantId } from '../../../domain/shared/tenant-context.js';
import { plans } from '../../../domain/tenancy/plan.js';
import { Slug } from '../../../domain/tenancy/slug.js';
import {
  ClosureNotDue,
  TenantAlreadySuspended,
  TenantClosed,
  TenantNotActive,
  TenantNotClosing,
  TenantNotSuspended,
} from '../../../domain/tenancy/tenancy-refusals.js';
import { Tenant } from '../../../domain/tenancy/tenant.js';

const DAY = 24 * 60 * 60 * 1_000;
const [march, inApril] = [new Date('2026-03-01T12:00:00.000Z'), new Date('2026-04-05T12:00:00.000Z')];
const id = TenantId.from(v7());

const active = Tenant.restore(Tenant.found({ id, slug: Slug.from('acme'), name: 'Acme', plan: 'team', createdAt: march }).state);
const suspended = Tenant.restore(active.suspend('unpaid', march).state);
const closing = Tenant.restore(active.requestClosure(march).state);
const closed = Tenant.restore(active.closeAtOnce(march).state);

/** What has just happened, less when and to whom. */
const happenedTo = ({ events }: Tenant) =>
  events.map(({ tenantId, occurredAt, ...rest }) => {
    expect([tenantId, occurredAt]).to.deep.equal([id, march]);
    return rest;
  });

describe('a tenant', () => {
  it('is active when it is founded', () => {
    expect(active.status).to.equal('active');
    expect(active.state).to.include({ suspension: null, closesAt: null, closedAt: null });
  });

  describe('being suspended', () => {
    it('keeps the reason and since when', () => {
      const tenant = active.suspend('unpaid', march);
      expect(tenant.status).to.equal('suspended');
      expect(tenant.state.suspension).to.deep.equal({ reason: 'unpaid', since: march });
      expect(happenedTo(tenant)).to.deep.equal([{ type: 'tenancy.tenant-suspended', reason: 'unpaid' }]);
    });

    it('needs no reason', () => {
      expect(active.suspend(null, march).state.suspension).to.deep.equal({ reason: null, since: march });
    });

    it('is refused to one that is suspended already', () => {
      expect(() => suspended.suspend('again', march)).to.throw(TenantAlreadySuspended);
    });

    it('ends when it is resumed', () => {
      const tenant = suspended.resume(march);
      expect([tenant.status, tenant.state.suspension]).to.deep.equal(['active', null]);
      expect(happenedTo(tenant)).to.deep.equal([{ type: 'tenancy.tenant-resumed' }]);
    });

    it('leaves the wish to close as it is: resumed, the tenant is closing again, and on the same day', () => {
      const tenant = closing.suspend(null, march);
      expect(tenant.status).to.equal('suspended');
      expect(tenant.resume(march).status).to.equal('closing');
      expect(tenant.resume(march).state.closesAt).to.deep.equal(closing.state.closesAt);
    });

    for (const [what, tenant] of [['active', active], ['closing', closing]] as const) {
      it(`is not lifted from one that is ${what}`, () => {
        expect(() => tenant.resume(march)).to.throw(TenantNotSuspended);
      });
    }
  });

  describe('being closed', () => {
    it('is asked for thirty days ahead', () => {
      const tenant = active.requestClosure(march);
      expect(tenant.status).to.equal('closing');
      expect(tenant.state.closesAt).to.deep.equal(new Date('2026-03-31T12:00:00.000Z'));
      expect(happenedTo(tenant)).to.deep.equal([{ type: 'tenancy.closure-requested', closesAt: new Date('2026-03-31T12:00:00.000Z') }]);
    });

    for (const [what, tenant] of [['closing', closing], ['suspended', suspended]] as const) {
      it(`is not asked for when it is ${what}`, () => {
        expect(() => tenant.requestClosure(march)).to.throw(TenantNotActive);
      });
    }

    it('is taken back as long as it is closing, also when it is due', () => {
      const tenant = closing.reopen(march);
      expect([tenant.status, tenant.state.closesAt]).to.deep.equal(['active', null]);
      expect(happenedTo(tenant)).to.deep.equal([{ type: 'tenancy.tenant-reopened' }]);
      expect(closing.reopen(inApril).status).to.equal('active');
    });

    for (const [what, tenant] of [['active', active], ['suspended', suspended], ['suspended while it closes', closing.suspend(null, march)]] as const) {
      it(`is not taken back when it is ${what}`, () => {
        expect(() => tenant.reopen(march)).to.throw(TenantNotClosing);
      });

      it(`does not happen when it is ${what}, unless at once`, () => {
        expect(() => tenant.close(inApril)).to.throw(TenantNotClosing);
        expect(tenant.closeAtOnce(march).status).to.equal('closed');
      });
    }

    it('happens when thirty days have passed, and not a moment before', () => {
      const due = march.getTime() + 30 * DAY;
      expect(() => closing.close(new Date(due - 1))).to.throw(ClosureNotDue, 'The tenant can be closed from 2026-03-31T12:00:00.000Z on: until then its owner can reopen it.');
      expect(closing.close(new Date(due)).status).to.equal('closed');
    });

    it('happens at once when an operator says so', () => {
      const tenant = closing.closeAtOnce(march);
      expect([tenant.status, tenant.state.closedAt]).to.deep.equal(['closed', march]);
      expect(happenedTo(tenant)).to.deep.equal([{ type: 'tenancy.tenant-closed' }]);
    });

    const changes: Readonly<Record<string, (tenant: Tenant) => Tenant>> = {
      'is renamed': (it) => it.rename('Other', march),
      'keeps its name': (it) => it.rename(it.state.name, march),
      'gets another plan': (it) => it.changePlan('free', march),
      'keeps its plan': (it) => it.changePlan(it.state.plan, march),
      'is suspended': (it) => it.suspend(null, march),
      'is resumed': (it) => it.resume(march),
      'is asked to close': (it) => it.requestClosure(march),
      'is reopened': (it) => it.reopen(march),
      'is closed': (it) => it.close(inApril),
      'is closed at once': (it) => it.closeAtOnce(march),
    };
    for (const [what, change] of Object.entries(changes)) {
      it(`is for good: none that is closed ${what}`, () => {
        expect(() => change(closed)).to.throw(TenantClosed);
        expect(() => change(Tenant.restore(suspended.closeAtOnce(march).state))).to.throw(TenantClosed);
      });
    }
  });

  it('changes from any plan to any, smaller ones too', () => {
    for (const from of plans) {
      for (const to of plans) {
        const tenant = Tenant.restore({ ...active.state, plan: from }).changePlan(to, march);
        expect(tenant.state.plan).to.equal(to);
        expect(happenedTo(tenant)).to.deep.equal(from === to ? [] : [{ type: 'tenancy.plan-changed', from, to }]);
      }
    }
  });

  it('is renamed', () => {
    const tenant = active.rename('Acme & Töchter', march);
    expect(tenant.state).to.deep.equal({ ...active.state, name: 'Acme & Töchter' });
    expect(happenedTo(tenant)).to.deep.equal([{ type: 'tenancy.tenant-renamed', name: 'Acme & Töchter' }]);
  });

  it('stays as it is when it is given the name or the plan that it has', () => {
    expect(active.rename(active.state.name, march)).to.equal(active);
    expect(active.changePlan(active.state.plan, march)).to.equal(active);
  });
});
