import { AllowanceInTenancy } from '../../../adapters/invoicing/tenancy/allowance-in-tenancy.js';
import type { Platform } from '../../support/platform.js';
import { type Homes, inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeAllowance } from './allowance.contract.js';
import { type Invoicing, invoicingHomesWith } from './invoicing-homes.js';

const invoicingOn = ({ allowances }: Platform) => invoicingHomesWith((transaction) => new AllowanceInTenancy(allowances, transaction));

const homes: Homes<Invoicing & Platform> = {
  memory(store) {
    const platform = platformHomes.memory(store);
    return { ...platform, ...invoicingOn(platform).memory(store) };
  },
  postgres(database, system) {
    const platform = platformHomes.postgres(database, system);
    return { ...platform, ...invoicingOn(platform).postgres(database, system) };
  },
};

inEachHome(homes, describeAllowance);
