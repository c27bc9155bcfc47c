/** Why the process cannot start, as a sentence for whoever starts it. It needs no stack, and holds no secret. */
export class StartRefused extends Error {}
