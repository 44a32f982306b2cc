/** Why something cannot be done, in one sentence for the person who asked for it. */
export class Refusal extends Error {}

/** The same when the command line itself was mistyped. */
export class UsageError extends Refusal {}
