/** The calendar month in UTC, as in `2026-03`. */
export const monthOf = (now: Date): string => now.toISOString().slice(0, 7);
