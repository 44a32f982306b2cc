import { parseArgs } from 'node:util'

import { UsageError } from '../../settings/refusal.ts'

export type Options = {
  /** Fewer and smaller runs, for a quick look and not for published figures. */
  readonly quick: boolean
  /** Prints what was measured as JSON, instead of tables. */
  readonly json: boolean
  /** Writes the tables into docs/evidence.md. */
  readonly evidence: boolean
}

/** Reads the command line. Throws a `UsageError` for unknown options. */
export const readOptions = (args: readonly string[]): Options => {
  const flag = { type: 'boolean', default: false } as const
  try {
    return parseArgs({ args: [...args], options: { quick: flag, json: flag, evidence: flag } }).values
  } catch {
    throw new UsageError(
      `The options ${args.join(' ')} are not understood: there are --quick, --json and --evidence, as in npm run bench -- --quick.`,
    )
  }
}
