import { inEachHome } from '../homes.js';
import { describeKeptMetadata } from './kept-metadata.contract.js';
import { metadataHomes } from './metadata-homes.js';

inEachHome(metadataHomes, describeKeptMetadata);
