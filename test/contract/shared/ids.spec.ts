import { UuidIds } from '../../../adapters/shared/system/uuid-ids.js';
import { PredictableIds } from '../../support/predictable-ids.js';
import { describeIds } from './ids.contract.js';

describeIds('of the system', () => new UuidIds());
describeIds('that can be predicted', () => new PredictableIds());
