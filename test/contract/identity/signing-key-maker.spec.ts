import { JoseSigningKeyMaker } from '../../../adapters/identity/jose/jose-signing-key-maker.js';
import { UuidIds } from '../../../adapters/shared/system/uuid-ids.js';
import { describeSigningKeyMaker } from './signing-key-maker.contract.js';

describeSigningKeyMaker('jose', () => new JoseSigningKeyMaker(new Uint8Array(32).fill(1), new UuidIds()));
