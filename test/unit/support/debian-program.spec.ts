import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { debianProgram, NotToBeHad, type Program } from '../../support/debian-program.js';
import { inTemporaryDirectory } from '../../support/temporary-directory.js';

/** Lists one package with one that it needs, and downloads what is named into the directory where it is called. */
const APT = `
echo "$*" >> "$LOG"
case "$*" in
  *update*) ;;
  *--print-uris*)
    echo "'http://mirror.example/tool.deb' tool_1%3a2-1_amd64.deb 1500000 SHA256:0"
    echo "'http://mirror.example/libtool.deb' libtool_3_all.deb 1000 SHA256:0" ;;
  *download*) for one; do case "$one" in *=*) case "$one" in *::*) ;; *) : > "$one.deb" ;; esac ;; esac; done ;;
esac`;
const DPKG = `
mkdir -p "$3/usr/bin" "$3/usr/lib/deep"
: > "$3/usr/lib/deep/libtool.so.3"
printf '#!/bin/sh\\n' > "$3/usr/bin/tool"
chmod +x "$3/usr/bin/tool"`;

type Machine = { readonly kept: string; fetch(): Promise<Program>; asked(): Promise<readonly string[]> };

/** A machine with these commands and no others, for the length of `work`. */
async function onMachine(commands: Readonly<Record<string, string>>, work: (machine: Machine) => Promise<void>): Promise<void> {
  await inTemporaryDirectory(async (directory) => {
    const [bin, kept, log] = [join(directory, 'bin'), join(directory, 'kept'), join(directory, 'log')];
    await mkdir(bin);
    for (const [name, script] of Object.entries(commands)) {
      await writeFile(join(bin, name), `#!/bin/sh\nPATH=/usr/bin:/bin\nLOG='${log}'\n${script}\n`);
      await chmod(join(bin, name), 0o755);
    }
    const { PATH } = process.env;
    process.env['PATH'] = bin;
    try {
      await work({
        kept,
        fetch: () => debianProgram({ commands: ['tool', 'tool-too'], debian: 'tool', file: 'usr/bin/tool' }, kept),
        asked: async () => (await readFile(log, 'utf8').catch(() => '')).split('\n').filter((line) => line !== ''),
      });
    } finally {
      process.env['PATH'] = PATH;
    }
  });
}

describe('finding a program', () => {
  it('takes the one that is installed', () =>
    onMachine({ 'tool-too': '', 'apt-get': APT, dpkg: DPKG }, async ({ fetch, asked }) => {
      const { path, env } = await fetch();
      expect(path).to.match(/bin\/tool-too$/);
      expect(env).to.deep.equal({});
      expect(await asked()).to.deep.equal([]);
    }));

  it('fetches Debian’s package with what it needs, once, and says where the libraries are', () =>
    onMachine({ 'apt-get': APT, dpkg: DPKG }, async ({ kept, fetch, asked }) => {
      const program = await fetch();
      expect(program.path.startsWith(kept)).to.equal(true);
      expect(program.env['LD_LIBRARY_PATH']).to.match(/usr\/lib\/deep/);
      const before = await asked();
      expect(before.at(-1)).to.match(/download tool=1:2-1 libtool=3$/);
      expect(await fetch()).to.deep.equal(program);
      expect(await asked()).to.deep.equal(before);
      expect(await readdir(kept)).to.have.lengthOf(1);
    }));

  it('lets two fetch at once', () =>
    onMachine({ 'apt-get': APT, dpkg: DPKG }, async ({ kept, fetch }) => {
      const [one, other] = await Promise.all([fetch(), fetch()]);
      expect(one).to.deep.equal(other);
      expect(await readdir(kept)).to.have.lengthOf(1);
    }));

  it('asks for lists of its own where those of the system are missing', () =>
    onMachine({ 'apt-get': `case "$*" in *Dir::State::lists=*) ;; *) exit 100 ;; esac\n${APT}`, dpkg: DPKG }, async ({ fetch, asked }) => {
      expect((await fetch()).path).to.match(/usr\/bin\/tool$/);
      expect((await asked())[0]).to.match(/update$/);
    }));

  it('keeps no half of what fails, and says why', () =>
    onMachine({ 'apt-get': APT, dpkg: `${DPKG}\necho 'no space left' >&2\nexit 2` }, async ({ kept, fetch }) => {
      await expect(fetch()).to.be.rejectedWith(NotToBeHad, 'Debian’s package tool could not be fetched: no space left');
      expect(await readdir(kept)).to.deep.equal([]);
    }));

  it('removes what one that was killed has left', () =>
    onMachine({ 'apt-get': APT, dpkg: DPKG }, async ({ kept, fetch }) => {
      await mkdir(join(kept, 'partial-4194305-killed', 'debs'), { recursive: true });
      await mkdir(join(kept, `partial-${process.pid}-alive`));
      await fetch();
      expect((await readdir(kept)).filter((name) => name.startsWith('partial'))).to.deep.equal([`partial-${process.pid}-alive`]);
    }));

  it('says that there is nothing to fetch it with', () =>
    onMachine({}, async ({ fetch }) => {
      await expect(fetch()).to.be.rejectedWith(NotToBeHad, 'none of tool, tool-too is installed, and there is no apt-get to fetch it with');
    }));
});
