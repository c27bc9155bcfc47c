import { expect } from 'chai';
import { InMemoryFailedAttempts } from '../../../adapters/identity/memory/in-memory-failed-attempts.js';
import { PacedAttempts } from '../../../application/identity/paced-attempts.js';
import { SignInDelayed } from '../../../domain/identity/identity-refusals.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aTenant } from '../../support/tenants.js';

const trial = { account: 'ada', callerAddress: '2001:db8:1:2::1' };
const wrong = async () => null;
const right = async () => 'proof';

function opened() {
  const [clock, tenant] = [new FixedClock(), aTenant()];
  const attempts = new PacedAttempts(new InMemoryFailedAttempts(), clock);
  const fail = async (times: number) => {
    for (let count = 0; count < times; count += 1) expect(await attempts.make(tenant, trial, wrong)).to.equal(null);
  };
  const delayed = (prove: () => Promise<string | null>, seconds: number) =>
    expect(attempts.make(tenant, trial, prove)).to.be.rejectedWith(SignInDelayed).and.eventually.have.property('retryAfterSeconds', seconds);
  return { clock, tenant, attempts, fail, delayed };
}

describe('attempts to prove who one is', () => {
  it('have to wait after five failures, right ones and wrong ones alike, and are not looked at', async () => {
    const { clock, tenant, attempts, fail, delayed } = opened();
    await fail(5);
    let looks = 0;
    await delayed(wrong, 1);
    await delayed(async () => String((looks += 1)), 1);
    expect(looks).to.equal(0);
    clock.passes(1_000);
    expect(await attempts.make(tenant, trial, right)).to.equal('proof');
  });

  it('say in whole seconds, rounded up, how long to wait', async () => {
    const { clock, tenant, attempts, fail, delayed } = opened();
    await fail(5);
    clock.passes(1_000);
    expect(await attempts.make(tenant, trial, wrong)).to.equal(null);
    clock.passes(500);
    await delayed(right, 2);
    clock.passes(1_499);
    await delayed(right, 1);
  });

  it('begin anew after one that succeeded', async () => {
    const { tenant, attempts, fail, delayed } = opened();
    await fail(4);
    await attempts.make(tenant, trial, right);
    await fail(5);
    await delayed(right, 1);
  });

  it('are slowed down nowhere else: whoever fails afar locks nobody out', async () => {
    const { tenant, attempts, fail } = opened();
    await fail(5);
    for (const elsewhere of ['2001:db8:1:3::1', '192.0.2.1', '192.0.2.2']) {
      expect(await attempts.make(tenant, { ...trial, callerAddress: elsewhere }, right), elsewhere).to.equal('proof');
    }
    expect(await attempts.make(tenant, { ...trial, account: 'eve' }, right)).to.equal('proof');
  });

  it('are slowed down in all of an IPv6 network', async () => {
    const { tenant, attempts, fail } = opened();
    await fail(5);
    await expect(attempts.make(tenant, { ...trial, callerAddress: '2001:db8:1:2:ffff::9' }, right)).to.be.rejectedWith(SignInDelayed);
  });

  it('count as failed when they come to no end', async () => {
    const { tenant, attempts, fail, delayed } = opened();
    await expect(attempts.make(tenant, trial, () => Promise.reject(new Error('the lights went out')))).to.be.rejectedWith('the lights went out');
    await fail(4);
    await delayed(right, 1);
  });
});
