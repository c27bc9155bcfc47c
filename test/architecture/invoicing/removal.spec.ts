import { execFile } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { root } from '../sources.js';

const parts = ['domain', 'application', 'adapters', 'infrastructure', 'migrations', 'test', 'composition-root.ts', 'tsconfig.json', 'package.json'];

/** What belongs to the reference context: folders of its name, its module, its migrations. */
const its = ['{domain,application,adapters,test}/**/invoicing', 'infrastructure/modules/invoicing.module.ts', 'migrations/*-invoicing*.sql'];

describe('the reference context', function () {
  // a whole compilation, where others may work on the machine
  this.timeout(120_000);

  it('can be deleted: what remains compiles', async () => {
    const plot = mkdtempSync(join(tmpdir(), 'removal-'));
    try {
      for (const part of parts) cpSync(join(root, part), join(plot, part), { recursive: true });
      symlinkSync(join(root, 'node_modules'), join(plot, 'node_modules'));
      const removed = globSync(its, { cwd: plot });
      for (const path of removed) rmSync(join(plot, path), { recursive: true, force: true });
      const compositionRoot = join(plot, 'composition-root.ts');
      const lines = readFileSync(compositionRoot, 'utf8').split('\n');
      writeFileSync(compositionRoot, lines.filter((line) => !line.includes('invoicing')).join('\n'));

      expect(removed.length).to.be.greaterThan(7);
      expect(lines.filter((line) => line.includes('invoicing'))).to.have.length(2);
      expect(await compile(plot)).to.equal('');
    } finally {
      rmSync(plot, { recursive: true });
    }
  });
});

/** @returns what the compiler says. */
function compile(directory: string): Promise<string> {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  return new Promise((done) => {
    execFile(process.execPath, [compiler, '--noEmit', '--project', directory], { cwd: directory }, (_, output) => done(output));
  });
}
