import { SystemClock } from '../../../adapters/shared/system/system-clock.js';
import { FixedClock } from '../../support/fixed-clock.js';
import { describeClock } from './clock.contract.js';

describeClock('of the system', () => new SystemClock());
describeClock('that stands still', () => new FixedClock());
