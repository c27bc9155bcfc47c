import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { documentedSettings } from '../../infrastructure/configuration.js';
import { listOfScripts, listOfSettings, scripts } from '../../infrastructure/help-texts.js';

describe('npm run help', () => {
  it('lists exactly the scripts that there are', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    expect(Object.keys(scripts).sort()).to.deep.equal(Object.keys(manifest.scripts).sort());
    expect(listOfScripts().trimEnd().split('\n')).to.have.lengthOf(Object.keys(scripts).length);
  });

  it('lists every environment variable', () => {
    for (const { name } of documentedSettings) expect(listOfSettings()).to.include(`${name}\n`);
  });
});
