import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect } from 'chai';

const root = resolve(import.meta.dirname, '../..');
const notOfTheHouse = new Set(['node_modules', '.git', '.atrium', '.cache', 'coverage']);

/** The files that a recipe holds, each in a block that begins with its path in a comment. */
function filesIn(recipe: string): readonly { readonly path: string; readonly text: string }[] {
  const blocks = [...recipe.matchAll(/^```(?:ts|sql|md)\n(?:\/\/ |-- |<!-- )(\S+)(?: -->)?\n(.*?)^```$/gms)];
  return blocks.map(([, path = '', text = '']) => ({ path, text }));
}

/** The lines that it adds to files that are there, below a line that is. */
function additionsIn(recipe: string): readonly { readonly path: string; readonly below: string; readonly added: string }[] {
  const blocks = [...recipe.matchAll(/^```diff\n \/\/ (\S+)\n (.*)\n\+(.*)\n```$/gm)];
  return blocks.map(([, path = '', below = '', added = '']) => ({ path, below, added }));
}

describe('the recipe for a context', function () {
  this.timeout(600_000);
  let house: string;

  before(async () => {
    house = await mkdtemp(join(tmpdir(), 'atrium-recipe-'));
    for (const entry of await readdir(root)) if (!notOfTheHouse.has(entry)) await cp(join(root, entry), join(house, entry), { recursive: true });
    await symlink(join(root, 'node_modules'), join(house, 'node_modules'));
  });

  after(() => rm(house, { recursive: true }));

  it('makes one that compiles, and passes its own tests and those of the whole', async () => {
    const recipe = await readFile(join(root, 'docs/recipes/add-a-context.md'), 'utf8');
    const [files, additions] = [filesIn(recipe), additionsIn(recipe)];
    for (const { path, text } of files) {
      await mkdir(dirname(join(house, path)), { recursive: true });
      await writeFile(join(house, path), text);
    }
    for (const { path, below, added } of additions) {
      const text = await readFile(join(house, path), 'utf8');
      expect(text, `${path} has the line under which the recipe adds one`).to.include(`${below}\n`);
      await writeFile(join(house, path), text.replace(`${below}\n`, `${below}\n${added}\n`));
    }
    expect(files.length).to.be.greaterThan(20);
    expect(additions).to.have.length(2);

    expect(await said('node_modules/typescript/bin/tsc', '--noEmit')).to.equal('');
    const architecture = ['projects', 'catalogue.spec.ts', 'documents.spec.ts', 'naming.spec.ts', 'ports-take-a-tenant.spec.ts', 'statements.spec.ts'];
    const own = ['test/unit/projects', 'test/contract/projects', 'test/api/wiring.spec.ts', 'test/api/round-trips.spec.ts', 'test/integration/postgres/plans.spec.ts'];
    const passed = /\n[1-9]\d* passed, 0 failed, 0 skipped\s*$/;
    const told = await said('test/run.ts', ...own, ...architecture.map((name) => `test/architecture/${name}`));
    expect(told, told).to.match(passed);
    const attacked = await said('test/run.ts', 'test/api/attack.spec.ts', '--grep', 'in memory');
    expect(attacked, attacked).to.match(passed);
  });

  /** What a program in the house says. */
  function said(...program: readonly string[]): Promise<string> {
    return new Promise((done) => {
      execFile(process.execPath, ['--import', './infrastructure/typescript.mjs', ...program], { cwd: house, maxBuffer: 2 ** 26 }, (_, output, errors) =>
        done(output + errors),
      );
    });
  }
});
