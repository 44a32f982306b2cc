/** Thrown if something can't be done. The message tells the person who asked for it why. */
export class Refusal extends Error {}

export class UsageError extends Refusal {}
