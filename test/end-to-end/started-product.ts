import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../infrastructure/free-port.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** `api` is empty without an API. */
type Ready = { readonly api: string; readonly operations: string; readonly pid: number; readonly launcher: number };

export type Ended = { readonly code: number | null; readonly output: string; readonly errors: string };

/** `npm start`, as a person would type it, in a process group and with an environment of its own. */
export class StartedProduct {
  readonly #child: ChildProcess;
  readonly ended: Promise<Ended>;
  output = '';
  errors = '';

  private constructor(environment: Readonly<Record<string, string>>) {
    const { PATH = '', HOME = '' } = process.env;
    this.#child = spawn('npm', ['start'], { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH, HOME, ...environment } });
    this.#child.stdout?.on('data', (text: Buffer) => (this.output += text.toString()));
    this.#child.stderr?.on('data', (text: Buffer) => (this.errors += text.toString()));
    this.ended = once(this.#child, 'close').then(([code]) => ({ code: code as number | null, output: this.output, errors: this.errors }));
  }

  /** On free ports, unless the environment names some. */
  static async with(environment: Readonly<Record<string, string>>): Promise<StartedProduct> {
    const [port, operationsPort] = [await freePort(), await freePort()];
    return new StartedProduct({ PORT: String(port), ATRIUM_OPS_PORT: String(operationsPort), ...environment });
  }

  /** Settles when the process says that it is ready. @throws with all it said when it ends before. */
  async ready(): Promise<Ready> {
    let over: Ended | null = null;
    void this.ended.then((ended) => (over = ended));
    while (over === null) {
      const line = this.errors.split('\n').find((one) => one.includes('"msg":"ready"'));
      if (line !== undefined && this.output.includes('Atrium is ready.')) return { api: '', ...(JSON.parse(line) as Omit<Ready, 'api'>) };
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`The product ended before it was ready: ${JSON.stringify(over)}`);
  }

  /** To npm alone, as whoever supervises it does. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** To npm and all it started, as a terminal does; PostgreSQL is in a group of its own. */
  signalGroup(signal: NodeJS.Signals): void {
    try {
      process.kill(-(this.#child.pid as number), signal);
    } catch {
      // all of it is gone
    }
  }
}
