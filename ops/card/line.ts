import { Refusal } from '../../settings/refusal.ts'
import type { Settings } from '../../settings/schema.ts'

type Stage = {
  readonly stage: string
  readonly settings: Pick<Settings, 'lines'>
  /** Every line's number in the order of settings, as the deployed stack tells them. */
  readonly deployedNumbers: () => Promise<readonly string[]>
}

/**
 * The line that has this number, the first one of several, and the carriers and texts of all of them. Throws a `Refusal` if none has: one wrong digit sends harassers to a stranger.
 * Settings tell the numbers, except of lines that the stack buys.
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
