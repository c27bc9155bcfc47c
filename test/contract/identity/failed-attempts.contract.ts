import { expect } from 'chai';
import { aTenant } from '../../support/tenants.js';
import { noon } from '../../support/users.js';
import type { OpenPlatform } from '../platform-homes.js';

const SECOND = 1_000;
const DAY = 24 * 60 * 60 * SECOND;
const after = (milliseconds: number) => new Date(noon.getTime() + milliseconds);
const attempt = { account: 'acme ada@acme.example', network: '192.0.2.1' };

/** What every counter of failed attempts promises. */
export function describeFailedAttempts(home: string, open: OpenPlatform): void {
  const opened = async () => {
    const [{ failedAttempts: failed }, tenant] = [await open(), aTenant()];
    /** As many as may be made in a row, each as soon as it may. @returns when the next may be made. */
    const fail = async (times: number) => {
      let at = noon;
      for (let count = 0; count < times; ) {
        const mayFrom = await failed.count(tenant, attempt, at);
        if (mayFrom === null) count += 1;
        else at = mayFrom;
      }
      return at;
    };
    return { failed, tenant, fail };
  };

  describe(`counting failed attempts in ${home}`, () => {
    it('lets five be made at once, and the sixth a second later, to the millisecond', async () => {
      const { failed, tenant, fail } = await opened();
      await fail(5);
      expect(await failed.count(tenant, attempt, noon)).to.deep.equal(after(SECOND));
      expect(await failed.count(tenant, attempt, after(SECOND - 1))).to.deep.equal(after(SECOND));
      expect(await failed.count(tenant, attempt, after(SECOND))).to.equal(null);
    });

    it('makes each wait twice as long as the one before, up to a minute', async () => {
      const { failed, tenant, fail } = await opened();
      let at = await fail(5);
      const waited: number[] = [];
      for (let count = 0; count < 9; count += 1) {
        const mayFrom = await failed.count(tenant, attempt, at);
        if (mayFrom === null) throw new Error(`The attempt after ${waited.length} waits did not have to wait.`);
        waited.push((mayFrom.getTime() - at.getTime()) / SECOND);
        at = mayFrom;
        expect(await failed.count(tenant, attempt, at)).to.equal(null);
      }
      expect(waited).to.deep.equal([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    });

    it('counts nothing that had to wait: whoever keeps knocking waits no longer for it', async () => {
      const { failed, tenant, fail } = await opened();
      await fail(5);
      for (let count = 0; count < 5; count += 1) expect(await failed.count(tenant, attempt, after(500))).to.deep.equal(after(SECOND));
      expect(await failed.count(tenant, attempt, after(SECOND))).to.equal(null);
      expect(await failed.count(tenant, attempt, after(SECOND))).to.deep.equal(after(3 * SECOND));
    });

    it('forgets all when one has succeeded, and may be asked to twice', async () => {
      const { failed, tenant, fail } = await opened();
      await fail(5);
      for (const _twice of [1, 2]) await failed.forget(tenant, attempt);
      for (let count = 0; count < 5; count += 1) expect(await failed.count(tenant, attempt, noon)).to.equal(null);
      expect(await failed.count(tenant, attempt, noon)).to.deep.equal(after(SECOND));
    });

    it('begins anew after a day, to the millisecond', async () => {
      const { failed, tenant, fail } = await opened();
      const last = await fail(20);
      const later = new Date(last.getTime() + DAY);
      for (let count = 0; count < 5; count += 1) expect(await failed.count(tenant, attempt, later)).to.equal(null);
      expect(await failed.count(tenant, attempt, later)).to.deep.equal(new Date(later.getTime() + SECOND));
    });

    it('still counts them a millisecond before', async () => {
      const { failed, tenant, fail } = await opened();
      const last = await fail(20);
      const at = new Date(last.getTime() + DAY - 1);
      expect(await failed.count(tenant, attempt, at)).to.equal(null);
      expect(await failed.count(tenant, attempt, at)).to.deep.equal(new Date(at.getTime() + 60 * SECOND));
    });

    it('keeps accounts, networks and tenants apart', async () => {
      const { failed, tenant, fail } = await opened();
      await fail(5);
      expect(await failed.count(tenant, { ...attempt, account: 'acme eve@acme.example' }, noon)).to.equal(null);
      expect(await failed.count(tenant, { ...attempt, network: '192.0.2.2' }, noon)).to.equal(null);
      expect(await failed.count(aTenant(), attempt, noon)).to.equal(null);

      await failed.forget(tenant, { ...attempt, network: '192.0.2.2' });
      await failed.forget(aTenant(), attempt);
      expect(await failed.count(tenant, attempt, noon)).to.deep.equal(after(SECOND));
    });

    it('goes on where many others have been forgotten for their age', async () => {
      const { failed, tenant } = await opened();
      for (let count = 0; count < 25; count += 1) await failed.count(tenant, { ...attempt, account: `nobody ${count}` }, noon);
      const later = after(2 * DAY);
      for (let count = 0; count < 5; count += 1) expect(await failed.count(tenant, { ...attempt, account: 'nobody 3' }, later)).to.equal(null);
      expect(await failed.count(tenant, { ...attempt, account: 'nobody 3' }, later)).to.deep.equal(new Date(later.getTime() + SECOND));
    });

    it('lets no more than five of fifty be made that come at once', async () => {
      const { failed, tenant } = await opened();
      const outcomes = await Promise.all(Array.from({ length: 50 }, () => failed.count(tenant, attempt, noon)));
      expect(outcomes.filter((mayFrom) => mayFrom === null)).to.have.length(5);
      for (const mayFrom of outcomes.filter((it) => it !== null)) expect(mayFrom).to.deep.equal(after(SECOND));
    });
  });
}
