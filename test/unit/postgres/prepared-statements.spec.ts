import { expect } from 'chai';
import { PreparedStatements } from '../../../adapters/shared/postgres/prepared-statements.js';

describe('the statements that stay prepared on a connection', () => {
  const step = (text: string) => ({ text, values: [] });

  it('are named after their text, so that a shared name can never mean another statement', () => {
    const [one, other] = [new PreparedStatements(10), new PreparedStatements(10)];
    expect(one.add(step('select 1')).name).to.equal(other.add(step('select 1')).name);
    expect(one.add(step('select 2')).name).not.to.equal(other.add(step('select 3')).name);
    expect(one.add(step('select 4')).name).to.have.length.within(1, 63);
  });

  it('say whose they are, in the placeholders that PostgreSQL knows', () => {
    const { text } = new PreparedStatements(10).add({ ...step('select $slonik_1 + $slonik_12'), name: 'shared.add' });
    expect(text).to.equal('/* shared.add */ select $1 + $12');
  });

  it('are told apart by their names, also where they read the same', () => {
    const statements = new PreparedStatements(10);
    const [one, other] = [{ ...step('select 1'), name: 'shared.one' as const }, { ...step('select 1'), name: 'shared.other' as const }];
    const prepared = statements.add(one);
    expect(statements.find(other)).to.equal(null);
    expect(statements.add(other).name).not.to.equal(prepared.name);
    expect(statements.find(one)).to.equal(prepared);
  });

  it('are the most recently used', () => {
    const statements = new PreparedStatements(2);
    const first = statements.add(step('first'));
    const second = statements.add(step('second'));
    expect(statements.find(step('first'))).to.equal(first);
    statements.add(step('third'));
    statements.trim();
    expect(statements.find(step('second'))).to.equal(null);
    expect(statements.find(step('first'))).to.equal(first);
    expect(statements.takeDiscarded()).to.deep.equal([second.name]);
    expect(statements.takeDiscarded()).to.deep.equal([]);
  });

  it('are none when none may stay', () => {
    const statements = new PreparedStatements(0);
    expect(statements.add(step('select 1')).name).to.equal('');
    expect(statements.find(step('select 1'))).to.equal(null);
    expect(statements.takeDiscarded()).to.deep.equal([]);
  });
});
