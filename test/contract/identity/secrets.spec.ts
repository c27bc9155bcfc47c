import { RandomSecrets } from '../../../adapters/identity/system/random-secrets.js';
import { describeSecrets } from './secrets.contract.js';

describeSecrets('of the system', () => new RandomSecrets());
