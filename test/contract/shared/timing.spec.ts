import { SystemTiming } from '../../../adapters/shared/system/system-timing.js';
import { TameTiming } from '../../support/tame-timing.js';
import { describeTiming } from './timing.contract.js';

describeTiming('of the system', () => ({ timing: new SystemTiming(), passes: () => undefined }));
describeTiming('that is told what passes', () => {
  const timing = new TameTiming(0.5);
  return { timing, passes: (seconds) => timing.passes(seconds) };
});
