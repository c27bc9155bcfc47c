import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { anyone, type Needs, operator, platform, signedIn } from '../../../application/shared/guard.js';
import { builtInRoles, type PermissionDeclaration } from '../../../application/shared/permission.js';
import { PermissionCatalogue } from '../../../application/access/permission-catalogue.js';

const application = resolve(import.meta.dirname, '../../../application');
/** Without the reference context, which can be removed. */
const USE_CASES_AT_LEAST = 6;

type UseCase = { readonly name: string; readonly context: string; readonly needs: Needs };

/** All that a folder of application exports, file by file. */
async function exportsOf(context: string): Promise<readonly unknown[]> {
  const files = readdirSync(join(application, context)).filter((file) => file.endsWith('.ts'));
  const modules = await Promise.all(files.map((file) => import(join(application, context, file)) as Promise<object>));
  return modules.flatMap((module) => Object.values(module) as unknown[]);
}

const isUseCase = (exported: unknown): exported is { readonly name: string; readonly needs: Needs } =>
  typeof exported === 'function' && 'needs' in exported;
const isDeclaration = (exported: unknown): exported is PermissionDeclaration =>
  typeof exported === 'object' && exported !== null && 'heldBy' in exported;

describe('the permissions', () => {
  const useCases: UseCase[] = [];
  const declared: (PermissionDeclaration & { readonly context: string })[] = [];

  before(async () => {
    const contexts = readdirSync(application, { withFileTypes: true }).filter((it) => it.isDirectory() && it.name !== 'shared');
    for (const { name: context } of contexts) {
      const exported = await exportsOf(context);
      useCases.push(...exported.filter(isUseCase).map(({ name, needs }) => ({ name, context, needs })));
      declared.push(...exported.filter(Array.isArray).flat().filter(isDeclaration).map((it) => ({ ...it, context })));
    }
    expect(useCases).to.have.length.of.at.least(USE_CASES_AT_LEAST);
  });

  it('that use cases need are declared, by the same context', () => {
    for (const { name, needs, context } of useCases) {
      if (([anyone, signedIn, operator, platform] as readonly Needs[]).includes(needs)) continue;
      expect(declared.find((it) => it.name === needs)?.context, `${name} needs ${needs}`).to.equal(context);
    }
  });

  it('are each needed by some use case', () => {
    const needed = new Set<string>(useCases.map(({ needs }) => needs));
    expect(declared.filter(({ name }) => !needed.has(name)).map(({ name }) => name)).to.deep.equal([]);
  });

  it('are named <context>:<resource>:<action>, and explained', () => {
    for (const { name, context, description } of declared) {
      expect(name).to.match(new RegExp(`^${context}:[a-z-]+:[a-z-]+$`));
      expect(description).to.match(/^[A-Z].+[^.]$/);
    }
  });

  it('are held by the owner, and by each role that is more powerful than another that holds them', () => {
    for (const { name, heldBy } of declared) {
      const weakest = Math.max(...heldBy.map((role) => builtInRoles.indexOf(role)));
      expect([...heldBy], name).to.deep.equal(builtInRoles.slice(0, weakest + 1));
    }
  });

  it('leave a viewer nothing but reading', () => {
    for (const { name, heldBy } of declared) if (heldBy.includes('viewer')) expect(name).to.match(/:read$/);
  });
});

describe('the catalogue of permissions', () => {
  const catalogue = new PermissionCatalogue([
    { name: 'library:books:write', description: 'Write books', heldBy: ['owner', 'member'] },
    { name: 'library:books:read', description: 'Read books', heldBy: ['owner', 'member', 'viewer'] },
  ]);

  it('adds up what roles allow, each once and in alphabetical order', () => {
    expect(catalogue.grantedBy(['viewer', 'member'])).to.deep.equal(['library:books:read', 'library:books:write']);
    expect(catalogue.grantedBy(['viewer'])).to.deep.equal(['library:books:read']);
  });

  it('allows nothing to no role, and to a role that nobody declares', () => {
    expect(catalogue.grantedBy([])).to.deep.equal([]);
    expect(catalogue.grantedBy(['superuser', 'Owner', ''])).to.deep.equal([]);
  });

  it('refuses a permission that is declared twice', () => {
    const twice = { name: 'library:books:read', description: 'Read books', heldBy: ['owner'] } as const;
    expect(() => new PermissionCatalogue([twice, twice])).to.throw('Two contexts declare the permission library:books:read');
  });
});
