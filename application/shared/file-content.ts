/** A file as it is handed out. */
export type FileContent = {
  readonly bytes: Uint8Array;
  /** What whoever keeps it is offered to call it; any text. */
  readonly fileName: string;
  readonly version: number;
};
