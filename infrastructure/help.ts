import { readFileSync } from 'node:fs';
import { listOfScripts, listOfSettings } from './help-texts.js';

const { description } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { description: string };
process.stdout.write(`${description}\n\n${process.argv[2] === 'configuration' ? listOfSettings() : listOfScripts()}`);
