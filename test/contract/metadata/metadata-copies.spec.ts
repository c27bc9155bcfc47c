import { inEachHome } from '../homes.js';
import { describeMetadataCopies } from './metadata-copies.contract.js';
import { metadataHomes } from './metadata-homes.js';

inEachHome(metadataHomes, describeMetadataCopies);
