/** Why a command was not carried out, in one sentence for whoever typed it. */
export class Refusal extends Error {}

/** The same when the command itself was mistyped. */
export class UsageError extends Error {}
