/** Thrown if something can't be done. The message tells the person who asked for it why. */
export class Refusal extends Error {}

/** Thrown if the command line was mistyped. */
export class UsageError extends Refusal {}
