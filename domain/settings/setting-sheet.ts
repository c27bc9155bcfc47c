import type { DomainEvent } from '../shared/domain-event.js';
import type { PrincipalId, TenantId } from '../shared/tenant-context.js';
import { levelOf, type SettingLevel, type SheetName } from './setting-level.js';
import type { SettingRule, SettingValue } from './setting-rule.js';
import { LevelNotAllowed, SheetFull, ValueTooLarge } from './settings-refusals.js';

/** What a level says of one setting. Nothing at all, and not locked: it was cleared, and its version must not come again. */
export type SheetEntry = {
  /** Of a secret, as it is sealed. Null: what less specific levels say holds. */
  readonly value: SettingValue | null;
  /** What more specific levels say is ignored. */
  readonly locked: boolean;
  /** Null: an operator of the platform. */
  readonly setBy: PrincipalId | null;
  readonly setAt: Date;
  /** Of the sheet, when this changed last. */
  readonly version: number;
};

export type SheetState = {
  /** By which its events are kept in order; null as long as nothing was ever said. */
  readonly id: string | null;
  readonly tenantId: TenantId;
  readonly name: SheetName;
  readonly entries: Readonly<Record<string, SheetEntry>>;
  /** How many times it has been stored; guards against two writers. */
  readonly version: number;
};

/** Carries no value: whoever hears of it may not be allowed to see it. What a user says for themselves is told apart: it is nobody else's to know. */
export type SettingEvent = DomainEvent & {
  readonly type: 'settings.setting-changed' | 'settings.own-setting-changed';
  readonly key: string;
  readonly level: SettingLevel;
  readonly sheet: SheetName;
  readonly isSet: boolean;
  readonly locked: boolean;
};

/** What a sheet came to say of one setting, as its history tells it. */
export type SettingChange = {
  readonly key: string;
  /** Null when it was cleared, or a lock alone was said; and of a secret always. */
  readonly value: SettingValue | null;
  readonly isSet: boolean;
  readonly locked: boolean;
  /** Null: an operator of the platform. */
  readonly changedBy: PrincipalId | null;
  readonly changedAt: Date;
};

/** Who changes something, and when. */
export type Hand = { readonly by: PrincipalId | null; readonly at: Date };

const MOST_ENTRIES = 300;
/** In bytes of JSON. */
const LARGEST_VALUE = 4_096;

/** All that one level of one subject says. */
export class SettingSheet {
  private constructor(
    readonly state: SheetState,
    /** What its history is to tell of what was said since it was loaded. Stored together with the state, then forgotten. */
    readonly told: readonly SettingChange[],
    /** What happened since it was loaded. Stored together with the state, then forgotten. */
    readonly events: readonly SettingEvent[],
  ) {}

  /** On which nothing was ever said. */
  static blank(tenantId: TenantId, name: SheetName): SettingSheet {
    return new SettingSheet({ id: null, tenantId, name, entries: {}, version: 0 }, [], []);
  }

  /** Back from storage: no rules are run again and nothing has happened yet. */
  static restore(state: SheetState): SettingSheet {
    return new SettingSheet(state, [], []);
  }

  /** To say what is said already changes nothing; a secret is sealed anew each time. @throws LevelNotAllowed, ValueTooLarge, SheetFull */
  set(rule: SettingRule, value: SettingValue, locked: boolean, hand: Hand): SettingSheet {
    if (byteLength(JSON.stringify(value)) > LARGEST_VALUE) throw new ValueTooLarge();
    return this.say(rule, value, locked, hand);
  }

  /** With what is said here, or without a word: then what less specific levels say cannot be changed further on. @throws LevelNotAllowed, SheetFull */
  lock(rule: SettingRule, locked: boolean, hand: Hand): SettingSheet {
    return this.say(rule, this.state.entries[rule.key]?.value ?? null, locked, hand);
  }

  /** What was said, and a lock, are taken back. @throws LevelNotAllowed */
  clear(rule: SettingRule, hand: Hand): SettingSheet {
    return this.say(rule, null, false, hand);
  }

  /** As its copies are to say that there is no such sheet any more: nothing, and later than whatever it said. */
  static gone({ id, tenantId, name, version }: Pick<SheetState, 'id' | 'tenantId' | 'name' | 'version'>): SheetState {
    return { id, tenantId, name, entries: {}, version: version + 1 };
  }

  /** As it is once it has been stored. */
  stored(): SettingSheet {
    return SettingSheet.restore({ ...this.state, version: this.state.version + 1 });
  }

  private say(rule: SettingRule, value: SettingValue | null, locked: boolean, { by, at }: Hand): SettingSheet {
    const { key, isSecret, levels } = rule;
    const { tenantId, name, entries, version } = this.state;
    const level = levelOf(name);
    if (!levels.includes(level)) throw new LevelNotAllowed(`${key} cannot be set at the level ${level}: ${levels.join(', ')} may.`);
    const before = Object.hasOwn(entries, key) ? entries[key] : undefined;
    if (locked === (before?.locked ?? false) && isSame(value, before?.value ?? null)) return this;
    if (before === undefined && Object.keys(entries).length >= MOST_ENTRIES) throw new SheetFull();
    const entry: SheetEntry = { value, locked, setBy: by, setAt: at, version: version + 1 };
    return new SettingSheet(
      { ...this.state, entries: { ...entries, [key]: entry } },
      [...this.told.filter((change) => change.key !== key), { key, value: isSecret ? null : value, isSet: value !== null, locked, changedBy: by, changedAt: at }],
      [...this.events, { type: level === 'user' ? 'settings.own-setting-changed' : 'settings.setting-changed', tenantId, key, level, sheet: name, isSet: value !== null, locked, occurredAt: at }],
    );
  }
}

const isSame = (one: SettingValue | null, other: SettingValue | null): boolean => JSON.stringify(one) === JSON.stringify(other);

/** In UTF-8; half a pair counts as the three bytes that stand in for it. */
function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
