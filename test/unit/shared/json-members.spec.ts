import { expect } from 'chai';
import { flag, idOf, instant, MembersRefused, readMembers, text, whole, writtenMembers } from '../../../application/shared/json-members.js';
import { PrincipalId } from '../../../domain/shared/tenant-context.js';

const members = { name: text, seats: whole, open: flag, at: instant, by: idOf(PrincipalId) };
const id = '01900000-0000-7000-8000-000000000001';
const written = { name: 'Ada', seats: 4, open: false, at: '2030-01-01T12:00:00.123Z', by: id };
const read = { name: 'Ada', seats: 4, open: false, at: new Date('2030-01-01T12:00:00.123Z'), by: PrincipalId.from(id) };

describe('reading the members of what is carried', () => {
  it('gives back what was written, through JSON', () => {
    expect(writtenMembers(members, read)).to.deep.equal(written);
    expect(readMembers(members, JSON.parse(JSON.stringify(written)), 'refused')).to.deep.equal(read);
  });

  it('takes what is empty, zero or false for what it is', () => {
    expect(readMembers({ name: text, seats: whole, open: flag }, { name: '', seats: 0, open: false }, 'refused')).to.deep.equal({ name: '', seats: 0, open: false });
  });

  for (const [what, change, said] of [
    ['a text that is none', { name: 7 }, 'name must be a text'],
    ['a text that is too long', { name: 'x'.repeat(2_001) }, 'name must be a text of 2000 characters at most'],
    ['a number that is not whole', { seats: 1.5 }, 'seats must be a whole number'],
    ['a number that JSON cannot carry exactly', { seats: 2 ** 53 }, 'seats must be'],
    ['a flag that is a text', { open: 'true' }, 'open must be true or false'],
    ['a moment without its zone', { at: '2030-01-01T12:00:00' }, 'at must be a moment in UTC'],
    ['a moment that never was', { at: '2030-13-01T12:00:00Z' }, 'at must be'],
    ['a day that never was', { at: '2030-02-30T12:00:00Z' }, 'at must be'],
    ['a moment as a number', { at: 0 }, 'at must be'],
    ['an identifier that is none', { by: 'me' }, 'by must be a UUID'],
    ['null', { name: null }, 'name must be'],
    ['nothing', { name: undefined }, 'name must be'],
  ] as const) {
    it(`refuses ${what}, and names the member`, () => {
      expect(() => readMembers(members, { ...written, ...change }, 'ignored')).to.throw(MembersRefused, said);
    });
  }

  it('refuses what lacks a member, whatever its prototype has', () => {
    const { name: _, ...rest } = written;
    expect(() => readMembers(members, rest, 'refused')).to.throw(MembersRefused, 'name must be');
    expect(() => readMembers(members, Object.setPrototypeOf({ ...rest }, { name: 'Ada' }), 'refused')).to.throw(MembersRefused, 'name must be');
  });

  it('refuses what is no object', () => {
    for (const raw of [null, 'text', 7, [written], undefined]) expect(() => readMembers(members, raw, 'ignored')).to.throw(MembersRefused, 'object');
  });

  it('refuses a member that nobody declared where one reader is meant, and ignores it where anybody listens', () => {
    const more = { ...written, mood: 'good' };
    expect(() => readMembers(members, more, 'refused')).to.throw(MembersRefused, 'no member mood');
    expect(readMembers(members, more, 'ignored')).to.deep.equal(read);
    expect(() => readMembers(members, JSON.parse(JSON.stringify(written).replace('{', '{"__proto__": 1,')), 'refused')).to.throw(MembersRefused, '__proto__');
  });
});
