import { expect } from 'chai';
import { v7 } from 'uuid';
import type { AccessTokens } from '../../../application/identity/ports/access-tokens.js';
import { PrincipalId, SessionId, TenantId } from '../../../domain/shared/tenant-context.js';
import type { FixedClock } from '../../support/fixed-clock.js';

const someClaims = () => ({ tenantId: TenantId.from(v7()), userId: PrincipalId.from(v7()), sessionId: SessionId.from(v7()) });

type Opened = { readonly tokens: AccessTokens; readonly clock: FixedClock };

/** What every issuer of access tokens promises; `open` gives one issuer, and another which is not to be trusted by it. */
export function describeAccessTokens(home: string, open: () => Promise<{ readonly ours: Opened; readonly theirs: Opened }>): void {
  describe(`access tokens ${home}`, () => {
    it('are verified as who they were issued for', async () => {
      const { ours: { tokens } } = await open();
      const [one, other] = [someClaims(), someClaims()];
      const issued = await Promise.all([one, other].map((claims) => tokens.issue(claims)));
      expect(await Promise.all(issued.map(({ token }) => tokens.verify(token)))).to.deep.equal([one, other]);
    });

    it('expire when they said they would', async () => {
      const { ours: { tokens, clock } } = await open();
      const { token, expiresInSeconds } = await tokens.issue(someClaims());
      clock.passes(expiresInSeconds * 1_000 - 1);
      expect(await tokens.verify(token)).not.to.equal(null);
      clock.passes(1);
      expect(await tokens.verify(token)).to.equal(null);
    });

    it('are void elsewhere, and when they were issued elsewhere', async () => {
      const { ours, theirs } = await open();
      const [{ token: mine }, { token: foreign }] = await Promise.all([ours.tokens.issue(someClaims()), theirs.tokens.issue(someClaims())]);
      expect(await theirs.tokens.verify(mine)).to.equal(null);
      expect(await ours.tokens.verify(foreign)).to.equal(null);
    });

    it('are not just any text', async () => {
      const { ours: { tokens } } = await open();
      for (const text of ['', 'nonsense', '\u{1f680}', 'a.b.c', '{}']) expect(await tokens.verify(text), text).to.equal(null);
    });
  });
}
