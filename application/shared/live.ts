/** That following begins, begins anew with other rights, or that something is missing: told before what happens next. */
export type Notice = { readonly name: 'open' | 'reset'; readonly said: Readonly<Record<string, unknown>> };

/** A part of what is told to those who follow: one object for all who see the same, so that it is written down once. */
export type Told<Item> = {
  readonly notice: Notice | null;
  readonly items: readonly Item[];
  /** From where on whoever has been told all this would miss something. */
  readonly id: string;
};

/** Somebody who follows. */
export type Listener<Item> = {
  tell(part: Told<Item>): void;
  /** When more can be told: what lies behind them comes no faster than they take it. What happens now does not wait. */
  ready(): Promise<void>;
  /** Cannot be told more, and has to come back. */
  lost(cause: unknown): void;
};

/** A listener that is being told. */
export type Following = {
  /** How far they have been told; null before they were told anything. */
  id(): string | null;
  /** Tells them no more. @returns where somebody else would go on */
  end(): number | null;
};

/** A result that goes on: what there is, and then what happens, for as long as somebody follows. */
export type Live<Item> = {
  /** @param at where another following ended; absent: where the request says */
  follow(listener: Listener<Item>, at?: number | null): Following;
};
