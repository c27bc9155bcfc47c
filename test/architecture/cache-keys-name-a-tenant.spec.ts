import { expect } from 'chai';
import { type CachedKind, CacheKey, CacheTag } from '../../application/shared/cache-key.js';
import { aTenant } from '../support/tenants.js';

const tenant = aTenant();
declare const kind: CachedKind<string>;

/** Never called: that it compiles is the test, each line that is refused included. */
export function whatNamesATenant(): void {
  CacheTag.of(tenant, 'shelf');
  CacheKey.of(tenant, kind, 'shelf', []);
  // @ts-expect-error a tag is of a tenant
  CacheTag.of('shelf');
  // @ts-expect-error an id alone says nothing of who asks
  CacheTag.of(tenant.tenantId, 'shelf');
  // @ts-expect-error a key is of a tenant
  CacheKey.of(kind, 'shelf', []);
  // @ts-expect-error an id alone says nothing of who asks
  CacheKey.of(tenant.tenantId, kind, 'shelf', []);
  // @ts-expect-error nobody makes a tag by hand
  new CacheTag(tenant.tenantId, 'shelf', 'shelf');
  // @ts-expect-error nobody makes a key by hand
  new CacheKey(tenant.tenantId, kind, 'shelf', [], 'shelf');
}

describe('the name of an answer that is kept', () => {
  it('cannot be written without a tenant: else this would not compile', () => {
    expect(whatNamesATenant).to.be.a('function');
  });

  it('begins with the tenant, so that no two share one', () => {
    const [one, other] = [tenant, aTenant()].map((of) => CacheTag.of(of, 'shelf').uniqueName);
    expect(one).to.equal(`${tenant.tenantId} shelf`);
    expect(one).not.to.equal(other);
  });
});
