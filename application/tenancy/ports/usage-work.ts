import { UnitOfWork } from '../../shared/ports/unit-of-work.js';
import type { Usage } from './usage.js';

export type UsageScope = { readonly usage: Usage };

/** Counts what a plan limits. Apart from the rest of tenancy, because those whom tenancy asks count here themselves. */
export abstract class UsageWork extends UnitOfWork<UsageScope> {}
