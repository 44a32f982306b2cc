import { simulatorNumbers } from '../../carriers/aws/rules/simulator-numbers.ts'
import { mayAnswer } from '../../carriers/aws/settings/country.ts'
import { Refusal } from '../../settings/refusal.ts'
import { minute } from '../../shared/rules/timing.ts'
import type { Deployment } from '../deployment.ts'
import { awsLinesOf } from '../lines.ts'

/**
 * The numbers of a rehearsal: a line, and two simulator numbers of AWS. Replies to `delivered` arrive, and those to `undelivered` don't.
 */
export type RehearsalNumbers = { readonly line: string; readonly delivered: string; readonly undelivered: string }

/** Throws a `Refusal` for a stage whose replies wait too long to watch. */
export const assertQuickReplies = ({ settings, stage }: Deployment): void => {
  if (settings.replyDelay.max > minute)
    throw new Refusal(
      `Replies of ${stage} wait for up to ${settings.replyDelay.max / minute} minutes, too long to look on: rehearse a stage such as rehearsal, whose replies wait for seconds.`,
    )
}

/** Finds a line and the simulator numbers that can text it. Throws a `Refusal` if there are none. */
export const rehearsalNumbersOf = (deployment: Deployment): RehearsalNumbers => {
  const { settings, stage } = deployment
  const [numbers] = awsLinesOf(deployment).flatMap(({ number }) =>
    settings.countries
      .filter((country) => mayAnswer({ number }, country))
      .flatMap((country) => simulatorNumbers[country] ?? [])
      .map(({ success, failure }) => ({ line: number, delivered: success, undelivered: failure })),
  )
  if (numbers !== undefined) return numbers
  throw new Refusal(
    `${stage} can't be rehearsed: it needs an AWS line in one of its countries for which AWS has simulator numbers (${Object.keys(simulatorNumbers).join(', ')}); a line of a carrier that has none is rehearsed with --by-hand.`,
  )
}
