import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { root } from './sources.js';

type Locked = { readonly optionalDependencies?: Record<string, string>; readonly resolved?: string };

describe('the lock file', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> };

  /** Where `name` is found from the package at `path`: beside it, or further out. */
  function resolved(path: string, name: string): string | undefined {
    const inner = `${path === '' ? '' : `${path}/`}node_modules/${name}`;
    if (inner in packages) return inner;
    return path === '' ? undefined : resolved(path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/'))), name);
  }

  // npm leaves out what the registry at hand does not have, and `npm ci` then fails everywhere.
  it('has what is optional on every platform, so that `npm ci` works on each', () => {
    const optional = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).map((name) => ({ path, name })),
    );

    expect(optional.filter(({ path, name }) => resolved(path, name) === undefined)).to.deep.equal([]);
    expect(optional.length).to.be.greaterThan(60);
  });

  it('says nothing of the registry it was made with', () => {
    expect(Object.values(packages).filter((locked) => locked.resolved !== undefined)).to.deep.equal([]);
  });
});
