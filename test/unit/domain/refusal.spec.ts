import { expect } from 'chai';
import { DomainError, refusal } from '../../../domain/shared/domain-error.js';

class ShelfIsFull extends refusal('rule-broken', 'library.shelf-is-full', 'The shelf is full') {}

describe('a refusal', () => {
  it('can be read without an instance', () => {
    expect(ShelfIsFull).to.include({ kind: 'rule-broken', code: 'library.shelf-is-full', title: 'The shelf is full' });
  });

  it('says its title where nothing more is said', () => {
    expect(new ShelfIsFull()).to.include({ message: 'The shelf is full', kind: 'rule-broken', code: 'library.shelf-is-full', name: 'ShelfIsFull' });
    expect(new ShelfIsFull('Take a book down first.').message).to.equal('Take a book down first.');
  });

  it('is an error that the business can name', () => {
    expect(new ShelfIsFull()).to.be.instanceOf(DomainError).and.instanceOf(Error);
  });
});
