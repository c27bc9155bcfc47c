import { SettingNotFound } from '../../domain/settings/settings-refusals.js';
import { settingLevels } from '../../domain/settings/setting-level.js';
import type { FlagDeclaration, SettingDeclaration } from '../shared/setting.js';

/** A setting that cannot be kept as it is declared. Its message is a sentence that names it, for whoever starts the process. */
export class DeclarationRefused extends Error {}

const KEY = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*\.[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const LONGEST_KEY = 100;

/** All settings that the contexts declare, in the order of their keys. */
export class SettingCatalogue {
  readonly declarations: readonly SettingDeclaration[];
  readonly #byKey: ReadonlyMap<string, SettingDeclaration>;

  /** @throws DeclarationRefused */
  constructor(declared: readonly SettingDeclaration[]) {
    for (const [at, declaration] of declared.entries()) {
      const complaint = complaintAbout(declaration) ?? (declared.findIndex(({ key }) => key === declaration.key) < at ? 'is declared twice: give one of them another name' : null);
      if (complaint !== null) throw new DeclarationRefused(`The setting ${declaration.key} ${complaint}.`);
    }
    this.declarations = declared.toSorted(({ key }, other) => (key < other.key ? -1 : 1));
    this.#byKey = new Map(declared.map((declaration) => [declaration.key, declaration]));
  }

  /** @throws SettingNotFound */
  of(key: string): SettingDeclaration {
    const declaration = this.#byKey.get(key);
    if (declaration === undefined) throw new SettingNotFound();
    return declaration;
  }

  get flags(): readonly FlagDeclaration[] {
    return this.declarations.filter((declaration) => declaration.flag !== null) as readonly FlagDeclaration[];
  }
}

function complaintAbout({ key, levels, default: fallback, isSecret, must, admits }: SettingDeclaration): string | null {
  if (!KEY.test(key) || key.length > LONGEST_KEY) return `is not called \`<context>.<name>\`, in kebab-case and ${LONGEST_KEY} characters at most`;
  if (levels.length === 0 || levels.join() !== settingLevels.filter((level) => levels.includes(level)).join()) {
    return `names its levels otherwise than ${settingLevels.join(', ')}: each once, in this order, and one at least`;
  }
  return !isSecret && !admits(fallback) ? `has a default that it refuses: it must ${must}` : null;
}
