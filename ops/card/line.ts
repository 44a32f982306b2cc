import { Refusal } from '../../settings/refusal.ts'
import type { Settings } from '../../settings/schema.ts'

type Stage = {
  readonly stage: string
  readonly settings: Pick<Settings, 'lines'>
  /** The address of every line in the order of settings, from the deployed stack. */
  readonly deployedNumbers: () => Promise<readonly string[]>
}

/**
 * Finds the first line with this number, and the carriers and texts of all lines with it. Throws a `Refusal` if there is none, because one
 * wrong digit sends harassers to a stranger. The numbers are in settings, except those that the stack buys.
 */
export const findLine = async (number: string, { stage, settings, deployedNumbers }: Stage) => {
  const written = settings.lines.flatMap((line) => line.number ?? [])
  const numbers =
    written.length === settings.lines.length ? written : (await deployedNumbers()).map((one) => one.replace(/^.*:/, ''))
  const lines = settings.lines.filter((_, i) => numbers[i] === number)
  const [line] = lines
  if (line === undefined)
    throw new Refusal(
      `${number} is no line of ${stage}, whose lines are ${[...new Set(numbers)].join(', ')}: a wrong digit would send harassers to a stranger.`,
    )
  return {
    number,
    language: line.language,
    carriers: lines.map(({ carrier }) => carrier),
    texts: lines.map(({ texts }) => texts),
  }
}
