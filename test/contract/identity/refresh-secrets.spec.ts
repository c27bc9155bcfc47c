import { DerivedRefreshSecrets } from '../../../adapters/identity/system/derived-refresh-secrets.js';
import { describeRefreshSecrets } from './refresh-secrets.contract.js';

describeRefreshSecrets('a derivation', (key) => new DerivedRefreshSecrets(new Uint8Array(32).fill(key)));
