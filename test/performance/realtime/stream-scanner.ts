/** What came as one: an event, or whatever else a server has to say. */
export type Frame = { readonly id: string | null; readonly event: string | null; readonly data: string };

/**
 * Reads a stream of events off a connection as cheaply as can be, so that a thousand of them leave a core room: HTTP/1.1
 * in chunks, one `data:` line to a frame, LF alone. Whatever else comes, it throws; comments are left out.
 */
export class StreamScanner {
  /** Of the head, and later of a line that says how long a chunk is. */
  #line = '';
  /** What is left of the chunk, its end of line included; 0 between chunks. */
  #left = 0;
  #text = '';
  #status: number | null = null;

  /** Null until the head is read. */
  get status(): number | null {
    return this.#status;
  }

  /** What the frames are that end with these bytes, of which nothing is kept. @throws Error */
  take(bytes: Buffer): readonly Frame[] {
    let at = this.#status === null ? this.#head(bytes) : 0;
    if (this.#status !== null && this.#status !== 200) return [];
    while (at < bytes.length) {
      if (this.#left === 0) {
        const end = bytes.indexOf(10, at);
        this.#line += bytes.toString('latin1', at, end < 0 ? bytes.length : end);
        if (end < 0) break;
        const length = /^[0-9a-f]+\r$/i.test(this.#line) ? Number.parseInt(this.#line, 16) : null;
        if (length === null) throw new Error(`This is no chunk: ${this.#line.slice(0, 200)}`);
        if (length === 0) break;
        this.#line = '';
        this.#left = length + 2;
        at = end + 1;
      } else {
        const end = Math.min(bytes.length, at + this.#left);
        // the end of line behind a chunk is no part of it
        const content = Math.min(end, at + Math.max(0, this.#left - 2));
        this.#text += bytes.toString('latin1', at, content);
        this.#left -= end - at;
        at = end;
      }
    }
    return this.#frames();
  }

  #head(bytes: Buffer): number {
    const before = this.#line.length;
    this.#line += bytes.toString('latin1');
    const end = this.#line.indexOf('\r\n\r\n');
    if (end < 0) return bytes.length;
    this.#status = Number(this.#line.slice(9, 12));
    if (this.#status === 200 && !/\r\ntransfer-encoding: chunked/i.test(this.#line.slice(0, end))) throw new Error(`This reads chunks alone: ${this.#line.slice(0, end)}`);
    this.#line = '';
    return end + 4 - before;
  }

  #frames(): readonly Frame[] {
    const frames: Frame[] = [];
    let from = 0;
    for (let end = this.#text.indexOf('\n\n'); end >= 0; end = this.#text.indexOf('\n\n', from)) {
      const frame = frameOf(this.#text.slice(from, end));
      if (frame !== null) frames.push(frame);
      from = end + 2;
    }
    if (from > 0) this.#text = this.#text.slice(from);
    return frames;
  }
}

/** Null for comments alone. */
function frameOf(text: string): Frame | null {
  let [id, event, data] = [null as string | null, null as string | null, null as string | null];
  for (const line of text.split('\n')) {
    if (line.startsWith('data:')) data = line.slice(line[5] === ' ' ? 6 : 5);
    else if (line.startsWith('id:')) id = line.slice(line[3] === ' ' ? 4 : 3);
    else if (line.startsWith('event:')) event = line.slice(line[6] === ' ' ? 7 : 6);
  }
  return id === null && event === null && data === null ? null : { id, event, data: data ?? '' };
}
