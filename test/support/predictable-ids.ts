import { Ids } from '../../application/shared/ports/ids.js';

/** The `count`th identifier that `PredictableIds` gives. */
export const idNumber = (count: number): string => `01900000-0000-7000-8000-${String(count).padStart(12, '0')}`;

/** Counts. */
export class PredictableIds extends Ids {
  #given = 0;

  override next(): string {
    return idNumber(++this.#given);
  }
}
