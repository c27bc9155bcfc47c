import { expect } from 'chai';
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfiguration } from '../../infrastructure/configuration.js';
import { masterKeyOf } from '../../infrastructure/master-key.js';
import { StartRefused } from '../../infrastructure/start-refused.js';
import { inTemporaryDirectory } from '../support/temporary-directory.js';

describe('the master key of the embedded database', () => {
  const keyIn = (directory: string, key?: string) => masterKeyOf(readConfiguration({ ATRIUM_DATA_DIR: directory, ATRIUM_MASTER_KEY: key }));

  it('is made once, for its owner’s eyes', () =>
    inTemporaryDirectory(async (directory) => {
      const [first, second] = [await keyIn(directory), await keyIn(directory)];

      expect(first).to.have.lengthOf(32);
      expect(second).to.deep.equal(first);
      expect((await stat(join(directory, 'master-key'))).mode & 0o777).to.equal(0o600);
    }));

  it('is the same for two that start at once', () =>
    inTemporaryDirectory(async (directory) => {
      const keys = await Promise.all(Array.from({ length: 8 }, () => keyIn(directory)));

      expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).to.equal(1);
    }));

  it('may be configured, but not to another than sealed the data', () =>
    inTemporaryDirectory(async (directory) => {
      await keyIn(directory);
      const kept = (await readFile(join(directory, 'master-key'), 'utf8')).trim();

      expect(await keyIn(directory, kept)).to.have.lengthOf(32);
      await expect(keyIn(directory, 'q'.repeat(43))).to.be.rejectedWith(StartRefused, 'ATRIUM_MASTER_KEY is not the key in');
    }));

  it('is not made anew when the one that sealed the data is lost', () =>
    inTemporaryDirectory(async (directory) => {
      await keyIn(directory);
      await mkdir(join(directory, 'postgres'));
      await writeFile(join(directory, 'master-key'), 'half', { mode: 0o600 });
      await expect(keyIn(directory)).to.be.rejectedWith(StartRefused, 'must hold 32 bytes');
      await rm(join(directory, 'master-key'));
      await expect(keyIn(directory)).to.be.rejectedWith(StartRefused, 'is missing, and the data beside it is sealed with it');
    }));

  it('is not taken from a file that others may read', () =>
    inTemporaryDirectory(async (directory) => {
      await keyIn(directory);

      for (const mode of [0o640, 0o604]) {
        await chmod(join(directory, 'master-key'), mode);
        await expect(keyIn(directory)).to.be.rejectedWith(StartRefused, 'master-key holds a secret that other users of this machine may read');
      }
    }));
});
