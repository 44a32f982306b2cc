import { parseArgs } from 'node:util'

import { UsageError } from '../../settings/refusal.ts'
import { sceneNames } from './tasks.ts'

export type Options = {
  /** The names of the scenes to replay. */
  readonly scenes: readonly string[]
  /** Each seed gives other texts. */
  readonly seed: number
  readonly json: boolean
  readonly evidence: boolean
}

const defaultSeed = 2017
const largestSeed = 2_000_000_000

/** Reads the command line. Throws a `UsageError` for unknown options and values. */
export const readOptions = (args: readonly string[]): Options => {
  const { seed, variant, json, evidence } = parse(args)
  if (variant !== undefined && evidence)
    throw new UsageError('--evidence writes about all variants, so it does not go with --variant.')
  return { scenes: scenesWith(variant), seed: seed === undefined ? defaultSeed : readSeed(seed), json, evidence }
}

const readSeed = (seed: string): number => {
  if (!/^\d{1,10}$/.test(seed) || Number(seed) < 1 || Number(seed) > largestSeed)
    throw new UsageError(`--seed is ${JSON.stringify(seed)}, but it must be a whole number from 1 to ${largestSeed}.`)
  return Number(seed)
}

const scenesWith = (part = ''): readonly string[] => {
  const scenes = sceneNames.filter((name) => name.toLowerCase().includes(part.toLowerCase()))
  if (scenes.length > 0) return scenes
  throw new UsageError(
    `--variant is ${JSON.stringify(part)}, but it must be a part of one of these names: ${sceneNames.join('; ')}.`,
  )
}

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string' },
        variant: { type: 'string' },
        json: { type: 'boolean', default: false },
        evidence: { type: 'boolean', default: false },
      },
    }).values
  } catch {
    throw new UsageError(
      `The options ${args.join(' ')} are not understood: there are --variant <part of a name>, --seed <number>, --json and --evidence, as in npm run siege -- --variant bursts --seed 1.`,
    )
  }
}
