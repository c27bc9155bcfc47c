import { expect } from 'chai';
import { type Decided, DocumentCopies, type DocumentWire } from '../../../adapters/shared/documents/document-copies.js';
import { InMemoryDocumentStore } from '../../../adapters/shared/memory/in-memory-document-store.js';
import type { Document, DocumentKey } from '../../../application/shared/ports/document-store.js';
import { Unavailable } from '../../../application/shared/refusals.js';
import type { TenantContext } from '../../../domain/shared/tenant-context.js';
import { aTenant } from '../../support/tenants.js';

/** The store in memory, which can go away. */
class FickleStore extends InMemoryDocumentStore {
  isAway = false;
  readonly asked = { read: 0, write: 0 };

  override async read(tenant: TenantContext, keys: readonly DocumentKey[]): Promise<ReadonlyMap<string, Document>> {
    this.asked.read += 1;
    if (this.isAway) throw new Unavailable();
    return super.read(tenant, keys);
  }

  override async write(tenant: TenantContext, key: DocumentKey, document: Document): Promise<void> {
    this.asked.write += 1;
    if (this.isAway) throw new Unavailable();
    await super.write(tenant, key, document);
  }
}

const kind = 'library.card';
const wire: DocumentWire<string> = {
  read: ({ name }) => {
    if (typeof name !== 'string') throw new TypeError('There is no name.');
    return name;
  },
  write: (name) => ({ name }),
};

describe('reading copies of what is decided elsewhere', () => {
  let store: FickleStore;
  let copies: DocumentCopies<string>;
  let truth: Map<string, Decided<string>>;
  let decided: string[];
  const tenant = aTenant();

  beforeEach(() => {
    store = new FickleStore();
    copies = new DocumentCopies(store, kind, wire);
    truth = new Map();
    decided = [];
  });

  const read = async (...ids: readonly string[]) =>
    copies.read(tenant, ids, async (lacking) => {
      decided.push(...lacking);
      return new Map([...truth].filter(([id]) => lacking.includes(id)));
    });
  const is = (version: number, value: string | null): Decided<string> => ({ version, value });
  const filled = () => new Promise(setImmediate);

  it('asks for those alone that are lacking, all at once, and for each once', async () => {
    truth.set('emma', is(3, 'Emma')).set('zoe', is(1, 'Zoë'));
    await copies.keep(tenant, 'emma', is(3, 'Emma'));
    expect(await read('emma', 'zoe', 'zoe')).to.deep.equal(new Map([['emma', is(3, 'Emma')], ['zoe', is(1, 'Zoë')]]));
    expect(decided).to.deep.equal(['zoe']);
  });

  it('copies what it had to ask for, and that there is nothing', async () => {
    truth.set('zoe', is(1, 'Zoë'));
    expect(await read('zoe', 'nobody')).to.deep.equal(new Map([['zoe', is(1, 'Zoë')], ['nobody', is(0, null)]]));
    await filled();
    expect(await read('zoe', 'nobody')).to.deep.equal(new Map([['zoe', is(1, 'Zoë')], ['nobody', is(0, null)]]));
    expect(decided).to.deep.equal(['zoe', 'nobody']);
  });

  it('gives a change to whoever reads afterwards', async () => {
    await copies.keep(tenant, 'emma', is(1, 'Emma'));
    await copies.changed(tenant, 'emma', is(2, 'Emma W.'));
    expect(await read('emma')).to.deep.equal(new Map([['emma', is(2, 'Emma W.')]]));
    await copies.changed(tenant, 'emma', is(3, null));
    expect(await read('emma')).to.deep.equal(new Map([['emma', is(3, null)]]));
    expect(decided).to.deep.equal([]);
  });

  it('does not give what it has changed since, when that could not be written', async () => {
    await copies.keep(tenant, 'emma', is(1, 'Emma'));
    store.isAway = true;
    await copies.changed(tenant, 'emma', is(2, 'Emma W.'));
    store.isAway = false;
    truth.set('emma', is(2, 'Emma W.'));
    expect(await read('emma')).to.deep.equal(new Map([['emma', is(2, 'Emma W.')]]));
    expect(decided).to.deep.equal(['emma']);
    await filled();
    await read('emma');
    expect(decided).to.deep.equal(['emma']);
  });

  it('remembers the latest change, in whichever order they are told, and for each tenant', async () => {
    const other = aTenant();
    await copies.keep(tenant, 'emma', is(2, 'Emma'));
    await copies.keep(other, 'emma', is(2, 'their Emma'));
    store.isAway = true;
    await copies.changed(tenant, 'emma', is(4, 'Emma W.'));
    await copies.changed(tenant, 'emma', is(3, 'late'));
    store.isAway = false;
    truth.set('emma', is(4, 'Emma W.'));
    expect((await read('emma')).get('emma')).to.deep.equal(is(4, 'Emma W.'));
    const theirs = await copies.read(other, ['emma'], async () => new Map());
    expect(theirs.get('emma')).to.deep.equal(is(2, 'their Emma'));
  });

  it('goes by what is decided while the store is away, and asks it for nothing more', async () => {
    truth.set('emma', is(1, 'Emma'));
    store.isAway = true;
    expect(await read('emma')).to.deep.equal(new Map([['emma', is(1, 'Emma')]]));
    await filled();
    expect(store.asked).to.deep.equal({ read: 1, write: 0 });
  });

  it('takes a copy that it cannot read for none', async () => {
    await store.write(tenant, { kind, id: 'emma' }, { version: 1, content: { called: 'Emma' } });
    truth.set('emma', is(1, 'Emma'));
    expect(await read('emma')).to.deep.equal(new Map([['emma', is(1, 'Emma')]]));
  });

  it('tells whoever repairs that the store is away, and nobody else', async () => {
    store.isAway = true;
    await copies.changed(tenant, 'emma', is(1, 'Emma'));
    await expect(copies.keep(tenant, 'emma', is(1, 'Emma'))).to.be.rejectedWith(Unavailable);
  });

  it('hands on what is wrong in the question itself, and what fails where it is decided', async () => {
    await expect(read(...Array.from({ length: 101 }, (_, at) => String(at)))).to.be.rejectedWith(RangeError);
    await expect(copies.read(tenant, ['emma'], () => Promise.reject(new Error('lost')))).to.be.rejectedWith('lost');
  });
});
