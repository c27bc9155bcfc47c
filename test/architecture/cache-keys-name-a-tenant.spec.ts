import { expect } from 'chai';
import { type CachedKind, CacheKey, CacheTag } from '../../application/shared/cache-key.js';
import { aTenant } from '../support/tenants.js';

const tenant = aTenant();
declare const kind: CachedKind<string>;

/** Never called: that it compiles is the test, each line that is refused included. */
export const planted = () => [
  CacheTag.of(tenant, 'shelf'),
  CacheKey.of(tenant, kind, 'shelf', []),
  // @ts-expect-error a tag is of a tenant
  CacheTag.of('shelf'),
  // @ts-expect-error an id alone says nothing of who asks
  CacheTag.of(tenant.tenantId, 'shelf'),
  // @ts-expect-error a key is of a tenant
  CacheKey.of(kind, 'shelf', []),
  // @ts-expect-error an id alone says nothing of who asks
  CacheKey.of(tenant.tenantId, kind, 'shelf', []),
  // @ts-expect-error nobody makes a tag by hand
  new CacheTag(tenant.tenantId, 'shelf', `${tenant.tenantId} shelf`),
  // @ts-expect-error nobody makes a key by hand
  new CacheKey(tenant.tenantId, kind, 'shelf', [], `${tenant.tenantId} shelf`),
];

describe('the name of an answer that is kept', () => {
  it('cannot be written without a tenant: else this would not compile', () => {
    expect(planted).to.be.a('function');
  });

  it('begins with the tenant, so that no two share one', () => {
    expect(CacheTag.of(tenant, 'shelf').uniqueName).to.equal(`${tenant.tenantId} shelf`);
    expect(CacheKey.of(tenant, { name: 'library.shelf' } as typeof kind, 'a', []).uniqueName).to.equal(`${tenant.tenantId} library.shelf a`);
  });
});
