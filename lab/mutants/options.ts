import { parseArgs } from 'node:util'

import { Refusal } from '../../settings/refusal.ts'
import { mutants } from '../promises/all.ts'
import type { Mutant } from './mutant.ts'

export type Options = {
  readonly mutants: readonly Mutant[]
  readonly seed: number
  readonly schedules: number
  readonly evidence: boolean
}

/** Parses the command line. Throws a `Refusal` if an option is invalid. */
export const readOptions = (args: readonly string[]): Options => {
  const { only, seed, schedules, evidence } = parse(args)
  return {
    mutants: only === undefined ? mutants : [mutantNamed(only)],
    seed: whole('seed', seed),
    schedules: whole('schedules', schedules),
    evidence,
  }
}

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        seed: { type: 'string', default: '2017' },
        schedules: { type: 'string', default: '20000' },
        evidence: { type: 'boolean', default: false },
      },
    }).values
  } catch {
    throw new Refusal(
      `The options ${args.join(' ')} are not understood: there are --only <mutant>, --seed <number>, --schedules <number> and --evidence.`,
    )
  }
}

const mutantNamed = (name: string): Mutant => {
  const mutant = mutants.find((candidate) => candidate.name === name)
  if (mutant === undefined) throw new Refusal(`No mutant is called "${name}": npm run mutants names them all.`)
  return mutant
}

const whole = (option: string, value: string): number => {
  if (!/^\d{1,9}$/.test(value))
    throw new Refusal(`--${option} is ${JSON.stringify(value)}, but it must be a whole number.`)
  return Number(value)
}
