import Mocha from 'mocha';
import { reasonFor } from './mocha-skip.js';

const { EVENT_RUN_END, EVENT_SUITE_BEGIN, EVENT_SUITE_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } =
  Mocha.Runner.constants;

type Tally = { passed: number; failed: number; skipped: number; readonly began: number };

/** One line per outermost suite while the run goes on; all failures in full, and why tests were skipped, at its end. */
export class SuitePerLine extends Mocha.reporters.Base {
  readonly #skipped = new Map<string, string[]>();
  #suite: Tally | undefined;

  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const count = (outcome: 'passed' | 'failed' | 'skipped'): void => {
      if (this.#suite !== undefined) this.#suite[outcome] += 1;
    };
    runner.on(EVENT_SUITE_BEGIN, (suite) => {
      if (suite.parent?.root === true) this.#suite = { passed: 0, failed: 0, skipped: 0, began: performance.now() };
    });
    runner.on(EVENT_TEST_PASS, () => count('passed'));
    runner.on(EVENT_TEST_FAIL, () => count('failed'));
    runner.on(EVENT_TEST_PENDING, (test) => {
      count('skipped');
      const reason = reasonFor(test);
      this.#skipped.set(reason, [...(this.#skipped.get(reason) ?? []), test.fullTitle()]);
    });
    runner.on(EVENT_SUITE_END, (suite) => {
      if (suite.parent?.root === true && this.#suite !== undefined) print(suite.title, this.#suite);
    });
    runner.on(EVENT_RUN_END, () => {
      if (this.failures.length > 0) Mocha.reporters.Base.list(this.failures);
      for (const [reason, titles] of this.#skipped) {
        console.log(`Skipped ${String(titles.length)}, because ${reason}:`);
        for (const title of titles) console.log(`  ${title}`);
      }
    });
  }
}

function print(title: string, { passed, failed, skipped, began }: Tally): void {
  const took = `${((performance.now() - began) / 1000).toFixed(1)} s`;
  const notes = [failed > 0 ? `${String(failed)} failed` : '', skipped > 0 ? `${String(skipped)} skipped` : ''];
  const counts = [`${String(passed)} passed`, ...notes.filter((note) => note !== '')].join(', ');
  console.log(`${failed > 0 ? '✗' : '✓'} ${title}  (${counts}, ${took})`);
}
