import type { Answer } from './flight.js';
import type { Queries } from './queries.js';
import { atMostOneRow, checkedRows, exactlyOneRow } from './rows.js';
import type { Statement } from './statement.js';

/** Queries, whatever answers them: a database and an open transaction differ in how a statement is asked, and in nothing else. */
export abstract class Asking<Context> implements Queries<Context> {
  /** Sends one statement. @throws Slonik's error of the SQLSTATE's class, TransactionConflict or Unavailable. */
  protected abstract ask(context: Context, statement: Statement<unknown>): Promise<Answer>;

  async any<Row>(context: Context, statement: Statement<Row>): Promise<readonly Row[]> {
    return checkedRows(statement, (await this.ask(context, statement)).rows);
  }

  async maybeOne<Row>(context: Context, statement: Statement<Row>): Promise<Row | null> {
    return atMostOneRow(statement, (await this.ask(context, statement)).rows);
  }

  /** Outside a transaction the statement is kept also when its rows do not fit the schema: where that matters, use one. */
  async one<Row>(context: Context, statement: Statement<Row>): Promise<Row> {
    return exactlyOneRow(statement, (await this.ask(context, statement)).rows);
  }

  async execute(context: Context, statement: Statement<unknown>): Promise<number> {
    return (await this.ask(context, statement)).rowCount;
  }
}
