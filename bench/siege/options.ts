import { parseArgs } from 'node:util'

import { Refusal } from '../../settings/refusal.ts'

export type Options = { readonly seed: number; readonly json: boolean; readonly evidence: boolean }

const largestSeed = 2_000_000_000

/** Reads the command line. Throws a `Refusal` for what it doesn't know. */
export const readOptions = (args: readonly string[]): Options => {
  const { seed, json, evidence } = parse(args)
  if (!/^\d{1,10}$/.test(seed) || Number(seed) < 1 || Number(seed) > largestSeed)
    throw new Refusal(`--seed is ${JSON.stringify(seed)}, but it must be a whole number from 1 to ${largestSeed}.`)
  return { seed: Number(seed), json, evidence }
}

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string', default: '2017' },
        json: { type: 'boolean', default: false },
        evidence: { type: 'boolean', default: false },
      },
    }).values
  } catch {
    throw new Refusal(
      `The options ${args.join(' ')} are not understood: there are --seed <number>, --json and --evidence, as in npm run siege -- --seed 1.`,
    )
  }
}
