import type { Translated } from './values.ts'

/** Thrown if something can't be done. It tells the person who asked for it why, in English if it has one sentence. */
export class Refusal extends Error {
  readonly said: Translated

  constructor(said: Translated | string) {
    super(typeof said === 'string' ? said : said.en)
    this.said = typeof said === 'string' ? { en: said, fr: said } : said
  }
}

/** Thrown if the command line was mistyped. */
export class UsageError extends Refusal {}
