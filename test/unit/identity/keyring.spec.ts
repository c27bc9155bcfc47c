import { expect } from 'chai';
import { exportJWK } from 'jose';
import { JoseAccessTokens } from '../../../adapters/identity/jose/jose-access-tokens.js';
import { JoseSigningKeyMaker } from '../../../adapters/identity/jose/jose-signing-key-maker.js';
import { Keyring } from '../../../adapters/identity/jose/keyring.js';
import { InMemorySigningKeys } from '../../../adapters/identity/memory/in-memory-signing-keys.js';
import { UuidIds } from '../../../adapters/shared/system/uuid-ids.js';
import { ListSigningKeys } from '../../../application/identity/list-signing-keys.js';
import { type SealedSigningKey, SigningKeys } from '../../../application/identity/ports/signing-keys.js';
import { RotateSigningKeys } from '../../../application/identity/rotate-signing-keys.js';
import { SystemContext } from '../../../domain/shared/system-context.js';
import { PrincipalId, SessionId, TenantId } from '../../../domain/shared/tenant-context.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { idNumber } from '../../support/predictable-ids.js';

const system = SystemContext.for('a test of the keyring');
const masterKey = new Uint8Array(32).fill(1);
const claims = { tenantId: TenantId.from(idNumber(7)), userId: PrincipalId.from(idNumber(8)), sessionId: SessionId.from(idNumber(9)) };

/** Keys in memory, counting how often they are read; away when it is told so. */
class WatchedKeys extends SigningKeys {
  reads = 0;
  away = false;
  readonly #keys = new InMemorySigningKeys();

  override async list(): Promise<readonly SealedSigningKey[]> {
    this.reads += 1;
    if (this.away) throw new Error('the store is away');
    return this.#keys.list(system);
  }

  override add(_system: SystemContext, key: SealedSigningKey): Promise<void> {
    return this.#keys.add(system, key);
  }

  override replaceAll(_system: SystemContext, key: SealedSigningKey): Promise<void> {
    return this.#keys.replaceAll(system, key);
  }
}

function opened() {
  const [store, clock] = [new WatchedKeys(), new FixedClock()];
  const process = (key = masterKey) => {
    const keyring = new Keyring(store, key, new UuidIds(), clock);
    return { keyring, tokens: new JoseAccessTokens(keyring, 'https://atrium.example', clock) };
  };
  const rotate = (atOnce: boolean) => new RotateSigningKeys(store, new JoseSigningKeyMaker(masterKey, new UuidIds()), clock).execute(system, { atOnce });
  const list = async () => (await new ListSigningKeys(store, clock).execute(system)).map(({ kid, use }) => [kid, use]);
  return { store, clock, process, rotate, list };
}

const MINUTE = 60_000;
const kidsOf = ({ keys }: { readonly keys: readonly { readonly kid?: string }[] }) => keys.map(({ kid }) => kid).toSorted();
const kidOf = (token: string) => (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }).kid;

describe('the keyring', () => {
  it('makes the first key, once, however many ask at once', async () => {
    const { store, process } = opened();
    const { keyring } = process();
    const kids = await Promise.all(Array.from({ length: 8 }, async () => (await keyring.signing()).kid));
    expect(new Set(kids).size).to.equal(1);
    expect(await store.list()).to.have.length(1);
  });

  it('takes the key that is there: a token from before a restart is good after it', async () => {
    const { store, process } = opened();
    const { token } = await process().tokens.issue(claims);
    expect(await process().tokens.verify(token)).to.deep.equal(claims);
    expect(await store.list()).to.have.length(1);
  });

  it('stores the private half sealed, and keeps no copy that could be exported', async () => {
    const { store, process } = opened();
    const { keyring } = process();
    const { key } = await keyring.signing();
    const [stored] = await store.list();
    expect(stored?.sealedPrivateKey.split('.')).to.have.length(5);
    expect(stored?.publicKey).to.have.keys('kty', 'crv', 'x');
    const header = JSON.parse(Buffer.from(stored?.sealedPrivateKey.split('.')[0] ?? '', 'base64url').toString()) as object;
    expect(header).to.include({ alg: 'dir', enc: 'A256GCM' });
    expect(Buffer.from(JSON.stringify(stored)).toString()).not.to.match(/"d"/);
    expect(key.extractable).to.equal(false);
    await expect(exportJWK(key)).to.be.rejected;
  });

  it('publishes public halves alone', async () => {
    const { process } = opened();
    const { keys } = await process().keyring.published();
    expect(keys).to.have.length(1);
    for (const key of keys) expect(key).to.have.all.keys('kty', 'crv', 'x', 'kid', 'use', 'alg');
  });

  it('publishes within a second the key of a process that started at the same time', async () => {
    const { store, clock, process } = opened();
    const [one, other] = [process().keyring, process().keyring];
    await Promise.all([one.signing(), other.signing()]);
    expect(await store.list()).to.have.length(2);
    clock.passes(1_000);
    for (const { keys } of [await one.published(), await other.published()]) expect(keys).to.have.length(2);

    const before = store.reads;
    await one.published();
    expect(store.reads, 'and reads no more often').to.equal(before);
  });

  it('publishes what it knew while the store is away', async () => {
    const { store, clock, process } = opened();
    const { keyring } = process();
    const known = await keyring.published();
    clock.passes(1_000);
    store.away = true;
    expect(await keyring.published()).to.deep.equal(known);

    const before = store.reads;
    await Promise.all(Array.from({ length: 8 }, () => keyring.published()));
    expect(store.reads, 'and asks it once a second at most').to.equal(before);
  });

  it('says what is wrong when the master key is another, and goes on saying it', async () => {
    const { process } = opened();
    await process().keyring.signing();
    const { keyring } = process(new Uint8Array(32).fill(2));
    for (let times = 0; times < 2; times += 1) {
      await expect(keyring.signing()).to.be.rejectedWith(/does not open with this master key: was ATRIUM_MASTER_KEY changed\?$/);
    }
  });

  it('does not remember a failure: whoever asks next finds the store back', async () => {
    const { store, process } = opened();
    const { keyring } = process();
    store.away = true;
    await expect(keyring.signing()).to.be.rejectedWith('the store is away');
    store.away = false;
    expect(await keyring.signing()).to.have.property('kid');
  });

  it('agrees within a second when two processes make the first key at once', async () => {
    const { clock, process } = opened();
    const [one, other] = [process(), process()];
    const [first, second] = await Promise.all([one.tokens.issue(claims), other.tokens.issue(claims)]);

    clock.passes(1_000);
    for (const { tokens } of [one, other]) {
      for (const { token } of [first, second]) expect(await tokens.verify(token)).to.deep.equal(claims);
    }
    const newcomer = (await process().keyring.signing()).kid;
    expect([(await one.keyring.signing()).kid, (await other.keyring.signing()).kid]).to.include(newcomer);
  });

  it('looks for a kid that it does not know once a second at most, however many ask', async () => {
    const { store, clock, process } = opened();
    const { keyring } = process();
    await keyring.signing();
    const ask = () => Promise.all(Array.from({ length: 50 }, () => keyring.verifying('nobody-has-this')));

    const readsOf = async (asking: () => Promise<unknown>) => {
      const before = store.reads;
      await asking();
      return store.reads - before;
    };
    expect(await readsOf(ask)).to.equal(0);
    clock.passes(1_000);
    expect(await readsOf(ask)).to.equal(1);
    expect(await readsOf(ask)).to.equal(0);
    expect(await keyring.verifying('nobody-has-this')).to.equal(null);
  });

  it('knows what it knew while the store is away, and no more', async () => {
    const { store, clock, process } = opened();
    const { keyring, tokens } = process();
    const { token } = await tokens.issue(claims);
    clock.passes(1_000);
    store.away = true;
    expect(await keyring.verifying('another')).to.equal(null);
    expect(await tokens.verify(token)).to.deep.equal(claims);
    expect(await tokens.verify((await tokens.issue(claims)).token)).to.deep.equal(claims);
  });

  it('reads again when its clock is set back', async () => {
    const { store, clock, process } = opened();
    const { keyring } = process();
    await keyring.signing();
    clock.passes(-60 * MINUTE);
    const before = store.reads;
    await keyring.signing();
    expect(store.reads).to.equal(before + 1);
  });

  it('reads once for all who ask meanwhile', async () => {
    const { store, clock, process } = opened();
    const { keyring } = process();
    const { kid } = await keyring.signing();
    clock.passes(1_000);
    const before = store.reads;
    await Promise.all(Array.from({ length: 30 }, () => Promise.all([keyring.verifying(kid), keyring.signing(), keyring.published()])));
    expect(store.reads).to.equal(before + 1);
  });
});

describe('rotating the signing keys', () => {
  it('publishes the new key everywhere within a second, signs with it ten minutes later, and drops the old one when its tokens have expired', async () => {
    const { clock, process, rotate } = opened();
    const processes = [process(), process()];
    const [first, other] = processes as [(typeof processes)[number], (typeof processes)[number]];
    const before = (await first.tokens.issue(claims)).token;
    await other.tokens.verify(before);

    const { kid } = await rotate(false);
    clock.passes(1_000);
    for (const { keyring, tokens } of processes) {
      expect(kidsOf(await keyring.published())).to.deep.equal([kidOf(before), kid].toSorted());
      expect(kidOf((await tokens.issue(claims)).token), 'the old one signs').to.equal(kidOf(before));
    }

    clock.passes(10 * MINUTE - 1_001);
    const last = (await first.tokens.issue(claims)).token;
    expect(kidOf(last)).to.equal(kidOf(before));
    clock.passes(1);
    for (const { tokens } of processes) {
      const { token } = await tokens.issue(claims);
      expect(kidOf(token), 'the new one signs').to.equal(kid);
      for (const each of processes) expect(await each.tokens.verify(token)).to.deep.equal(claims);
    }

    clock.passes(10 * MINUTE - 2_000);
    for (const { tokens } of processes) expect(await tokens.verify(last), 'until it expires').to.deep.equal(claims);
    clock.passes(2 * MINUTE);
    for (const { keyring } of processes) expect(kidsOf(await keyring.published())).to.deep.equal([kid]);
  });

  it('at once: makes void within a second, everywhere, what the old keys signed, and signs anew', async () => {
    const { clock, process, rotate } = opened();
    const processes = [process(), process()];
    const [first, other] = processes as [(typeof processes)[number], (typeof processes)[number]];
    const { token } = await first.tokens.issue(claims);
    expect(await other.tokens.verify(token)).to.deep.equal(claims);

    const { kid } = await rotate(true);
    clock.passes(1_000);
    for (const { keyring, tokens } of processes) {
      expect(await tokens.verify(token)).to.equal(null);
      expect(kidsOf(await keyring.published())).to.deep.equal([kid]);
      const anew = (await tokens.issue(claims)).token;
      for (const each of processes) expect(await each.tokens.verify(anew)).to.deep.equal(claims);
    }
  });

  it('at once: revokes a key as well that waits', async () => {
    const { clock, process, rotate, list } = opened();
    const { keyring } = process();
    const { kid: first } = await keyring.signing();
    const { kid: waiting } = await rotate(false);
    const { kid } = await rotate(true);
    clock.passes(1_000);
    expect(kidsOf(await keyring.published())).to.deep.equal([kid]);
    expect(Object.fromEntries(await list())).to.deep.equal({ [kid]: 'signing', [waiting]: 'revoked', [first]: 'revoked' });
  });

  it('is safe to do twice at once, in either way: one signs, for everybody the same', async () => {
    for (const atOnce of [false, true]) {
      const { clock, process, rotate } = opened();
      const processes = [process(), process()];
      const { token } = await (processes[0] as (typeof processes)[number]).tokens.issue(claims);
      await Promise.all([rotate(atOnce), rotate(atOnce), rotate(atOnce)]);
      clock.passes(atOnce ? 1_000 : 10 * MINUTE - 1);
      const signing = await Promise.all(processes.map(async ({ keyring }) => (await keyring.signing()).kid));
      expect(new Set(signing).size).to.equal(1);
      for (const { tokens } of processes) expect(await tokens.verify(token)).to.deep.equal(atOnce ? null : claims);
      clock.passes(2 * MINUTE);
      for (const { keyring, tokens } of processes) {
        expect(await tokens.verify((await tokens.issue(claims)).token)).to.deep.equal(claims);
        expect((await keyring.published()).keys.length).to.be.at.least(1);
      }
    }
  });

  it('is listed newest first, with what each key is good for, and nothing secret', async () => {
    const { store, process, rotate } = opened();
    const { kid: first } = await process().keyring.signing();
    const { kid: second } = await rotate(false);
    const cards = await new ListSigningKeys(store, new FixedClock()).execute(system);
    expect(cards.map(({ kid, use }) => [kid, use])).to.deep.equal([[second, 'waiting'], [first, 'signing']]);
    for (const card of cards) expect(card).to.have.all.keys('kid', 'createdAt', 'activeFrom', 'revokedAt', 'use');
  });
});
