import { expect } from 'chai';
import { PacedAttempts } from '../../../application/identity/paced-attempts.js';
import { SignInDelayed } from '../../../domain/identity/identity-refusals.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { aTenant } from '../../support/tenants.js';
import type { OpenPlatform } from '../platform-homes.js';

const trial = { account: 'acme ada@acme.example', callerAddress: '192.0.2.1' };

/** What trying many times at once comes to over every home, in one process and in several. */
export function describeGuessingAtOnce(home: string, open: OpenPlatform): void {
  const opened = async () => {
    const [{ failedAttempts }, tenant, clock] = [await open(), aTenant(), new FixedClock()];
    const process = () => new PacedAttempts(failedAttempts, clock);
    let looks = 0;
    const guess = async () => {
      looks += 1;
      return null;
    };
    return { tenant, clock, process, guess, looks: () => looks };
  };

  describe(`guessing at once in ${home}`, () => {
    it('gets a look at five of fifty guesses, however many processes are asked', async () => {
      const { tenant, process, guess, looks } = await opened();
      const processes = [process(), process(), process()];

      const outcomes = await Promise.allSettled(
        Array.from({ length: 50 }, (_, at) => (processes[at % processes.length] as PacedAttempts).make(tenant, trial, guess)),
      );

      expect(looks()).to.equal(5);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(5);
      for (const it of outcomes) if (it.status === 'rejected') expect(it.reason).to.be.instanceOf(SignInDelayed).with.property('retryAfterSeconds', 1);
    });

    it('refuses none of fifty who are right at once in one process', async () => {
      const { tenant, process } = await opened();
      const attempts = process();
      const proofs = await Promise.all(Array.from({ length: 50 }, (_, at) => attempts.make(tenant, trial, async () => at)));
      expect(proofs).to.deep.equal(Array.from({ length: 50 }, (_, at) => at));
    });
  });
}
