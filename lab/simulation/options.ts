import { parseArgs } from 'node:util'

import { Refusal } from '../../settings/refusal.ts'

export type Options = {
  readonly schedules: number
  readonly seed: number
  readonly replay: string | undefined
  readonly json: boolean
  readonly evidence: boolean
}

const usage = 'npm run simulate -- [--schedules <number>] [--seed <number>] [--json] [--evidence], or --replay <token>'

/** Parses the command line. Without `--seed`, the seed comes from `anySeed`. Throws a `Refusal` if an option is invalid. */
export const readOptions = (args: readonly string[], anySeed: () => number): Options => {
  const { schedules, seed, replay, json, evidence } = parse(args)
  if (replay !== undefined && !/^-?\d+(:\d+)+$/.test(replay))
    throw new Refusal(`--replay is ${JSON.stringify(replay)}, but it must be a token that a simulation has printed.`)
  return {
    schedules: whole('--schedules', schedules, 1, 100_000_000),
    seed: seed === undefined ? anySeed() : whole('--seed', seed, -(2 ** 31), 2 ** 31 - 1),
    replay,
    json,
    evidence,
  }
}

const parse = (args: readonly string[]) => {
  try {
    const options = {
      schedules: { type: 'string', default: '20000' },
      seed: { type: 'string' },
      replay: { type: 'string' },
      json: { type: 'boolean', default: false },
      evidence: { type: 'boolean', default: false },
    } as const
    return parseArgs({ args: [...args], options }).values
  } catch {
    throw new Refusal(`The options ${args.join(' ')} are not understood: ${usage}.`)
  }
}

const whole = (name: string, value: string, least: number, most: number): number => {
  if (/^-?\d{1,10}$/.test(value) && Number(value) >= least && Number(value) <= most) return Number(value)
  throw new Refusal(`${name} is ${JSON.stringify(value)}, but it must be a whole number from ${least} to ${most}.`)
}
