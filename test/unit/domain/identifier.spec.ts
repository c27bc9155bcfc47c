import { expect } from 'chai';
import fc from 'fast-check';
import { InvalidIdentifier } from '../../../domain/shared/identifier.js';
import { platformTenantId, TenantId } from '../../../domain/shared/tenant-context.js';

describe('an identifier', () => {
  it('is a UUID, written in lower case', () => {
    expect(TenantId.from('01980F3C-5A7E-7C3D-8E4F-0123456789AB')).to.equal('01980f3c-5a7e-7c3d-8e4f-0123456789ab');
  });

  it('admits every UUID', () => {
    fc.assert(fc.property(fc.uuid(), (uuid) => void expect(TenantId.from(uuid)).to.equal(uuid)));
  });

  for (const given of ['', '1', 'urn:uuid:01980f3c-5a7e-7c3d-8e4f-0123456789ab', '{01980f3c-5a7e-7c3d-8e4f-0123456789ab}',
    '01980f3c5a7e7c3d8e4f0123456789ab', ' 01980f3c-5a7e-7c3d-8e4f-0123456789ab', '01980f3c-5a7e-7c3d-8e4f-0123456789ab\n',
    '01980f3c-5a7e-7c3d-8e4f-0123456789ag']) {
    it(`is not ${JSON.stringify(given)}, and the refusal does not repeat it`, () => {
      expect(() => TenantId.from(given)).to.throw(InvalidIdentifier).with.property('message', 'This does not identify a Tenant.');
    });
  }

  it('names the platform itself by one that is reserved', () => {
    expect(platformTenantId).to.equal('00000000-0000-7000-8000-000000000000');
  });
});
