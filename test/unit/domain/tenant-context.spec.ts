import { expect } from 'chai';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aTenant } from '../../support/tenants.js';

describe('a tenant’s context', () => {
  it('cannot be changed to act for another tenant, as somebody else or with more rights', () => {
    const tenant = aTenant('library:books:read');
    expect(() => Object.assign(tenant, { tenantId: aTenant().tenantId })).to.throw(TypeError);
    expect(() => Object.assign(tenant.principal, { kind: 'visitor' })).to.throw(TypeError);
    expect(() => Object.assign(tenant, { permissions: new Set(['library:books:write']) })).to.throw(TypeError);
  });

  it('keeps rights of its own: who made it cannot add to them afterwards', () => {
    const granted = new Set(['library:books:read'] as const);
    const { tenantId, principal } = aTenant();
    const tenant = TenantContext.of(tenantId, principal, granted, 'active');
    granted.clear();
    expect([...tenant.permissions]).to.deep.equal(['library:books:read']);
  });

  it('throws when its rights are added to or taken away, whatever the caller takes them for', () => {
    const tenant = aTenant('library:books:read');
    const rights = tenant.permissions as Set<string>;
    for (const change of [() => rights.add('library:books:write'), () => rights.delete('library:books:read'), () => rights.clear()]) {
      expect(change).to.throw(TypeError);
    }
    expect([...tenant.permissions]).to.deep.equal(['library:books:read']);
  });

  it('lets a visitor do nothing', () => {
    const visitor = TenantContext.visitor(aTenant().tenantId);
    expect(visitor.principal).to.deep.equal({ kind: 'visitor' });
    expect(visitor.permissions.size).to.equal(0);
  });
});

describe('the system’s context', () => {
  it('is told from a tenant’s and from a look-alike', () => {
    const system = SystemContext.for('a test');
    expect(SystemContext.is(system)).to.equal(true);
    for (const other of [aTenant(), { purpose: 'a test' }, Object.create(SystemContext.prototype), null, undefined, 'a test']) {
      expect(SystemContext.is(other)).to.equal(false);
    }
  });

  it('cannot be changed', () => {
    expect(() => Object.assign(SystemContext.for('a test'), { purpose: 'another' })).to.throw(TypeError);
  });
});
