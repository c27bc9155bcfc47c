import { CallerUnknown } from '../../domain/access/access-refusals.js';
import type { TenantContext } from '../../domain/shared/tenant-context.js';
import { signedIn } from '../shared/guard.js';
import type { People, Person } from './ports/people.js';
import type { TenantCard, TenantCards } from './ports/tenant-cards.js';
import type { RightsDirectory } from './published.js';

export type Me = {
  readonly user: Person;
  readonly tenant: TenantCard;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
};

/** Says who the caller is, where, and what they may do. */
export class WhoAmI {
  static readonly needs = signedIn;
  static readonly admits = ['suspended', 'closing'] as const;

  constructor(
    private readonly people: People,
    private readonly cards: TenantCards,
    private readonly rights: RightsDirectory,
  ) {}

  async execute(tenant: TenantContext): Promise<Me> {
    if (tenant.principal.kind !== 'user') throw new CallerUnknown();
    const { id } = tenant.principal;
    const [user, card, rights] = await Promise.all([
      this.people.find(tenant, id),
      this.cards.read(tenant),
      this.rights.rightsOf(tenant, id),
    ]);
    if (user === null) throw new CallerUnknown();
    return { user, tenant: card, ...rights };
  }
}
