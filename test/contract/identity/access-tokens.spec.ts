import { JoseAccessTokens } from '../../../adapters/identity/jose/jose-access-tokens.js';
import { Keyring } from '../../../adapters/identity/jose/keyring.js';
import { InMemorySigningKeys } from '../../../adapters/identity/memory/in-memory-signing-keys.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { PredictableIds } from '../../support/predictable-ids.js';
import { describeAccessTokens } from './access-tokens.contract.js';

/** Another service with the same ids, so that its keys have the same kids. */
function opened(issuer: string) {
  const clock = new FixedClock();
  const keyring = new Keyring(new InMemorySigningKeys(), new Uint8Array(32).fill(1), new PredictableIds(), clock);
  return { tokens: new JoseAccessTokens(keyring, issuer, clock), clock };
}

describeAccessTokens('signed by another key', async () => ({ ours: opened('https://atrium.example'), theirs: opened('https://atrium.example') }));

describeAccessTokens('of another issuer, signed by the same key', async () => {
  const [store, clock] = [new InMemorySigningKeys(), new FixedClock()];
  const keyring = new Keyring(store, new Uint8Array(32).fill(1), new PredictableIds(), clock);
  const of = (issuer: string) => ({ tokens: new JoseAccessTokens(keyring, issuer, clock), clock });
  return { ours: of('https://atrium.example'), theirs: of('https://another.example') };
});
