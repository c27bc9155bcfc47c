import { expect } from 'chai';
import { EntityMetadata } from '../../../domain/metadata/entity-metadata.js';
import { InvalidPairs, PairsTooLarge } from '../../../domain/metadata/metadata-refusals.js';
import { noPairs, Pairs } from '../../../domain/metadata/pairs.js';
import { aResource, noon, noted, pairs } from '../../support/metadata/noted.js';
import { aTenant } from '../../support/tenants.js';

const many = (count: number, value = ''): [string, string][] => Array.from({ length: count }, (_, at) => [`n${at}`, value]);

describe('pairs', () => {
  it('are in the order of their names, whatever the order in which they come', () => {
    expect([...Pairs.from([['b', '1'], ['a', '2'], ['B', '3']]).keys()]).to.deep.equal(['B', 'a', 'b']);
  });

  it('are fifty at most', () => {
    expect(Pairs.from(many(50)).size).to.equal(50);
    expect(() => Pairs.from(many(51))).to.throw(InvalidPairs, 'at most 50 pairs');
  });

  it('have names that begin with a letter, of 40 characters at most', () => {
    for (const name of ['a', 'Z9', 'erp.number', 'a_b-c', 'x'.repeat(40), 'constructor']) expect(Pairs.from([[name, '']]).size).to.equal(1);
    for (const name of ['', '1a', '_a', '-a', '.a', 'a b', 'a/b', 'ä', '__proto__', 'a\n', 'x'.repeat(41)]) {
      expect(() => Pairs.from([[name, '']]), name).to.throw(InvalidPairs, 'A name');
    }
  });

  it('have values of 500 characters at most, of whatever length in bytes', () => {
    expect(Pairs.from([['a', '\u{1f680}'.repeat(500)]]).size).to.equal(1);
    expect(() => Pairs.from([['a', 'x'.repeat(501)]])).to.throw(InvalidPairs, 'A value');
  });

  it('have 16 KiB at most, names and values together, in UTF-8', () => {
    // names of 2 and 3 bytes: 10 · 2 + 22 · 3 + 32 · 500 = 16,086
    const nearly = many(32, 'x'.repeat(500));
    expect(Pairs.from([...nearly, ['rest', 'x'.repeat(294)]]).size).to.equal(33);
    expect(() => Pairs.from([...nearly, ['rest', 'x'.repeat(295)]])).to.throw(PairsTooLarge);
    expect(() => Pairs.from([...nearly, ['rest', `${'x'.repeat(293)}ä`]])).to.throw(PairsTooLarge);
  });
});

describe('noting something on a resource', () => {
  it('replaces all that was noted, and tells the names that differ', () => {
    const tenant = aTenant();
    const before = noted(tenant, { colour: 'green', size: 'L', weight: '3' }).stored();
    const { state, events } = before.replace(pairs({ colour: 'green', size: 'M', length: '1' }), noon);
    expect(state).to.deep.equal({ ...before.state, pairs: pairs({ colour: 'green', size: 'M', length: '1' }) });
    const { type: resourceType, resourceId, tenantId } = before.state;
    expect(events).to.deep.equal([{ type: 'metadata.metadata-changed', tenantId, resourceType, resourceId, names: ['length', 'size', 'weight'], occurredAt: noon }]);
  });

  it('changes nothing where it is so already', () => {
    const before = noted(aTenant(), { colour: 'green' }).stored();
    expect(before.replace(pairs({ colour: 'green' }), noon)).to.equal(before);
    const none = EntityMetadata.none(aTenant().tenantId, aResource());
    expect(none.replace(noPairs, noon)).to.equal(none);
  });

  it('takes a name that objects have already for a name like another', () => {
    const before = EntityMetadata.none(aTenant().tenantId, aResource());
    expect(before.replace(pairs({ constructor: 'x' }), noon).events[0]?.names).to.deep.equal(['constructor']);
  });
});
