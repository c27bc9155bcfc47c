import type { PlatformSetting } from '../application/settings/list-platform-settings.js';
import type { SheetEntry } from '../domain/settings/setting-sheet.js';

/** Texts as JSON, so that nothing in them reaches a terminal as it is. */
const printed = (entry: SheetEntry | null): string => (entry === null || entry.value === null ? '-' : JSON.stringify(entry.value).replaceAll(/[\u007f-\u009f]/g, '?'));

/** All that can be set at a level, a line each. */
export const list = (settings: readonly PlatformSetting[]): string =>
  [['KEY', 'VALUE', 'LOCKED'], ...settings.map(({ declaration, entry }) => [declaration.key, printed(entry), entry?.locked === true ? 'yes' : 'no'])]
    .map(([key = '', value = '', locked = '']) => `${key.padEnd(40)}  ${locked.padEnd(6)}  ${value}\n`)
    .join('');

/** All that an operator may know of one. */
export function card({ declaration, entry }: PlatformSetting): string {
  const { key, description, levels, isSecret, must, default: fallback } = declaration;
  const lines: readonly (readonly [label: string, text: string])[] = [
    ['Key', key],
    ['Is', description],
    ['Value must', must],
    ['Default', isSecret ? '(secret)' : JSON.stringify(fallback)],
    ['Levels', levels.join(', ')],
    ['Said here', printed(entry)],
    ['Locked here', entry?.locked === true ? 'yes' : 'no'],
    ...(entry === null ? [] : ([['Since', entry.setAt.toISOString()]] as const)),
  ];
  return lines.map(([label, text]) => `${label.padEnd(11)}  ${text}\n`).join('');
}

/** What has been done, for whoever did it. */
export const done = (key: string, where: string, entry: SheetEntry | null): string =>
  `${key} is ${entry === null || entry.value === null ? 'not set' : 'set'}${entry?.locked === true ? ' and locked' : ''} for ${where}. This counts within seconds, wherever tenants are served.\n`;
