import { expect } from 'chai';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { nobodysOfContexts } from '../support/nobodys-of-contexts.js';

const root = resolve(import.meta.dirname, '../..');
/** Without the reference context, which can be removed. */
const PORTS_AT_LEAST = 20;

/** Ports whose promises stand in the suite of another name, and why. */
const elsewhere: ReadonlyMap<string, readonly [suite: string, reason: string]> = new Map([
  ['access/people', ['neighbours', 'identity serves it']],
  ['access/tenant-cards', ['neighbours', 'tenancy serves it']],
  ['identity/granted-permissions', ['neighbours', 'access serves it']],
  ['identity/invitation-terms', ['settings/neighbours', 'settings serves it']],
  ['identity/known-members', ['shared/known-resources', 'all promise the same']],
  ['identity/standings', ['neighbours', 'tenancy serves it']],
  ['identity/tenant-slugs', ['neighbours', 'tenancy serves it']],
  ['settings/tenant-plans', ['neighbours', 'tenancy serves it']],
  ['shared/active-tenants', ['tenancy/active-tenants', 'tenancy serves it']],
  ['shared/principal-contexts', ['neighbours', 'identity serves it']],
]);

/** Ports of which there is one kind, that no fake stands in for: a specification tells what they promise. */
const specified: ReadonlyMap<string, string> = new Map([
  ['identity/revocations', 'test/unit/identity/remembered-tokens.spec.ts'],
  ['integrations/event-ids', 'test/unit/integrations/signed-event-ids.spec.ts'],
  ['shared/due-times', 'test/unit/shared/cron-due-times.spec.ts'],
  ['shared/rate-limits', 'test/unit/tenancy/rates-by-plan.spec.ts'],
]);

const kebab = (name: string): string => name.replaceAll(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

/** Every unit of work promises the same. */
const isWork = (port: string): boolean => port.endsWith('-work');

const suiteOf = (port: string): string =>
  specified.get(port) ?? `test/contract/${isWork(port) ? 'shared/unit-of-work' : (elsewhere.get(port)?.[0] ?? port)}.contract.ts`;

describe('the contract suites', () => {
  const ports = globSync('application/*/ports/*.ts', { cwd: root })
    .filter((path) => readFileSync(join(root, path), 'utf8').includes('export abstract class'))
    .map((path) => path.replace(/^application\/([^/]+)\/ports\/(.+)\.ts$/, '$1/$2'));

  it('are there for every port', () => {
    expect(ports).to.have.length.of.at.least(PORTS_AT_LEAST);
    expect(ports.filter((port) => !existsSync(join(root, suiteOf(port))))).to.deep.equal([]);
  });

  it('are each run by a specification of the same name', () => {
    const suites = globSync('test/contract/**/*.contract.ts', { cwd: root });
    expect(suites).to.have.length.of.at.least(PORTS_AT_LEAST - elsewhere.size - specified.size);
    for (const suite of suites) {
      const spec = readFileSync(join(root, suite.replace('.contract.ts', '.spec.ts')), 'utf8');
      expect(spec, suite).to.include(`./${basename(suite, '.ts')}.js`);
    }
  });

  it('of tenant-owned ports are run in memory and in PostgreSQL, by all three homes', async () => {
    const specs = globSync('test/contract/{access,identity,invoicing,metadata,operations,settings,tenancy,shared}/*.spec.ts', { cwd: root });
    const inMemoryOnly = specs.filter((path) => !readFileSync(join(root, path), 'utf8').includes('inEachHome('));
    const nobodys = ['access-tokens', 'cache', 'clock', 'document-store', 'event-signals', 'ids', 'password-hasher', 'refresh-secrets', 'secret-sealer', 'secrets', 'signing-key-maker', 'timing'];
    const contexts = (await nobodysOfContexts()).map((method) => kebab(method.split('.')[0] ?? ''));
    expect(inMemoryOnly.map((path) => basename(path, '.spec.ts'))).to.have.members([...nobodys, ...new Set(contexts)]);
  });

  it('have no exception that nothing needs', () => {
    for (const port of [...elsewhere.keys(), ...specified.keys()]) expect(ports, port).to.include(port);
  });
});
