import { expect } from 'chai';
import fc from 'fast-check';
import { RefreshRefused } from '../../../domain/identity/identity-refusals.js';
import { RefreshToken } from '../../../domain/identity/refresh-token.js';
import { SessionId, TenantId } from '../../../domain/shared/tenant-context.js';
import { idNumber } from '../../support/predictable-ids.js';

const secret = 'x'.repeat(43);
const token = { tenantId: TenantId.from(idNumber(1)), sessionId: SessionId.from(idNumber(2)), generation: 7, secret };
const written = RefreshToken.write(token);

describe('a refresh token', () => {
  it('carries its tenant, its session and its generation, and reads as it was written', () => {
    const base64url = fc.string({ unit: fc.constantFrom(...'AZaz09-_'), minLength: 43, maxLength: 43 });
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), fc.nat({ max: 999_999_999 }), base64url, (tenant, session, generation, derived) => {
        const given = { tenantId: TenantId.from(tenant), sessionId: SessionId.from(session), generation, secret: derived };
        expect(RefreshToken.read(RefreshToken.write(given))).to.deep.equal(given);
      }),
    );
  });

  it('is recognised as ours by its first letters, by people and by secret scanners', () => {
    expect(written).to.match(/^atr_/);
  });

  const strange = {
    'nothing': '',
    'an access token': 'eyJhbGciOiJFZERTQSJ9.e30.c2ln',
    'one that is cut off': written.slice(0, -1),
    'one with more at its end': `${written}x`,
    'one with a line break at its end': `${written}\n`,
    'one whose tenant is no id': written.replace(idNumber(1), '-'.repeat(36)),
    'one whose session is no id': written.replace(idNumber(2), 'f'.repeat(36)),
    'one whose generation is no number': written.replace('_7_', '_x_'),
    'one whose generation is written otherwise': written.replace('_7_', '_07_'),
    'one whose generation is beyond counting': written.replace('_7_', `_${'9'.repeat(10)}_`),
    'one of a release before, without a generation': written.replace('_7_', '_'),
    'one of another prefix': written.replace('atr_', 'xyz_'),
  };
  for (const [what, text] of Object.entries(strange)) {
    it(`is refused like one that is void when it is ${what}`, () => {
      expect(() => RefreshToken.read(text)).to.throw(RefreshRefused);
    });
  }
});
