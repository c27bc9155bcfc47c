import { InMemoryKnownMembers } from '../../../adapters/identity/memory/in-memory-identity.js';
import { PostgresKnownMembers } from '../../../adapters/identity/postgres/postgres-known-members.js';
import type { KnownMembers } from '../../../application/identity/ports/known-members.js';
import { EmailAddress } from '../../../domain/shared/email-address.js';
import type { Platform } from '../../support/platform.js';
import { aUser } from '../../support/users.js';
import { type Homes, inEachHome } from '../homes.js';
import { platformHomes } from '../platform-homes.js';
import { describeKnownResources, type Known } from './known-resources.contract.js';

let users = 0;

const membersOf = ({ identityWork }: Platform, known: KnownMembers): Known => ({
  known,
  add: async (tenant, transaction) => {
    const work = transaction === undefined ? identityWork : identityWork.within(transaction);
    const email = EmailAddress.from(`${(users += 1)}@acme.example`);
    return (await work.run(tenant, (scope) => scope.users.add(tenant, aUser(tenant, { email })))).state.id;
  },
});

const homes: Homes<Known> = {
  memory: (store) => membersOf(platformHomes.memory(store), new InMemoryKnownMembers(store)),
  postgres: (database, system) => membersOf(platformHomes.postgres(database, system), new PostgresKnownMembers(database)),
};

inEachHome(homes, (home, open) => describeKnownResources('members', home, open));
