import { expect } from 'chai';
import { chmod, lstat, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usable } from '../../../infrastructure/postgres-binaries.js';
import { StartRefused } from '../../../infrastructure/start-refused.js';

describe('the shipped PostgreSQL', () => {
  let directory: string;
  let native: string;
  let elsewhere: string;

  /** As npm leaves it when it runs no scripts: without links, and not executable. */
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'atrium-binaries-'));
    await chmod(directory, 0o755);
    native = join(directory, 'checkout/native');
    elsewhere = join(directory, 'elsewhere');
    await mkdir(join(native, 'bin'), { recursive: true });
    await mkdir(join(native, 'lib'));
    await writeFile(join(native, 'bin/postgres'), 'a program', { mode: 0o644 });
    await writeFile(join(native, 'lib/libicu.so.60.2'), 'a library');
    await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify([{ source: 'native/lib/libicu.so.60.2', target: 'native/lib/libicu.so.60' }]));
  });

  afterEach(async () => {
    await chmod(join(directory, 'checkout'), 0o755);
    await chmod(join(native, 'lib'), 0o755);
    await rm(directory, { recursive: true });
  });

  it('is made whole where it lies', async () => {
    expect(await usable(native, elsewhere)).to.equal(native);

    expect(await readFile(join(native, 'lib/libicu.so.60'), 'utf8')).to.equal('a library');
    expect((await stat(join(native, 'bin/postgres'))).mode & 0o777).to.equal(0o755);
  });

  it('is copied to where it can be reached, and what a cleaner took is put back', async () => {
    await beyondReach();

    const copy = await usable(native, elsewhere);

    expect(copy).to.equal(join(elsewhere, 'native'));
    expect(await readFile(join(copy, 'lib/libicu.so.60'), 'utf8')).to.equal('a library');
    expect((await stat(join(copy, 'bin/postgres'))).mode & 0o777).to.equal(0o755);
    expect((await lstat(elsewhere)).mode & 0o777).to.equal(0o755);
    await rm(join(copy, 'lib/libicu.so.60.2'));
    expect(await usable(native, elsewhere)).to.equal(copy);
    expect(await readFile(join(copy, 'lib/libicu.so.60'), 'utf8')).to.equal('a library');
  });

  it('is not taken from where others could have put theirs', async () => {
    await beyondReach();
    await mkdir(elsewhere);
    await chmod(elsewhere, 0o777);

    await expect(usable(native, elsewhere)).to.be.rejectedWith(StartRefused, `${elsewhere} is needed for a copy of PostgreSQL, but it belongs to somebody else`);
  });

  /** Root starts PostgreSQL as nobody, who cannot pass; anybody else may be unable to complete it. */
  const beyondReach = () => (process.getuid?.() === 0 ? chmod(join(directory, 'checkout'), 0o700) : chmod(join(native, 'lib'), 0o555));
});
