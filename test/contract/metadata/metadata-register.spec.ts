import { inEachHome } from '../homes.js';
import { describeMetadataRegister } from './metadata-register.contract.js';
import { metadataHomes } from './metadata-homes.js';

inEachHome(metadataHomes, describeMetadataRegister);
