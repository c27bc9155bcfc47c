/** A place in an ordered list, as its repository writes and reads it. The edge signs it: callers can read it, not change it. */
export type Position = string;

/** How much of a list is asked for, and from where on. */
export type PageRequest = {
  /** 1 to 100. */
  readonly limit: number;
  /** Where the page before ended; absent for the first page. */
  readonly after?: Position;
};

export type Page<Item> = {
  readonly items: readonly Item[];
  /** Where this page ends; null when nothing follows. */
  readonly next: Position | null;
};
