import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'

import { Refusal } from '../local/refusal.ts'
import type { Settings } from '../settings/schema.ts'
import { serviceName } from '../shared/rules/telemetry.ts'

type Stage = {
  readonly stage: string
  readonly settings: Pick<Settings, 'lines'>
  /** Every line's number in the order of settings, as the deployed stack tells them. */
  readonly deployedNumbers: () => Promise<readonly string[]>
}

/**
 * The line that has this number. Throws a `Refusal` if none has: one wrong digit sends harassers to a stranger.
 * Settings tell the numbers, except of lines that the stack buys.
 */
export const findLine = async (number: string, { stage, settings, deployedNumbers }: Stage) => {
  const written = settings.lines.flatMap((line) => line.number ?? [])
  const numbers = written.length === settings.lines.length ? written : await deployedNumbers()
  const line = settings.lines[numbers.indexOf(number)]
  if (line === undefined)
    throw new Refusal(
      `${number} is no line of ${stage}, whose lines are ${numbers.join(', ')}: a wrong digit would send harassers to a stranger.`,
    )
  return { number, language: line.language }
}

/** The deployed stack's output `LineNumbers`. Throws a `Refusal` that says what to do if it can't be read. */
export const readDeployedNumbers = async (
  stage: string,
  region: string,
  client = new CloudFormationClient({ region }),
): Promise<readonly string[]> => {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: serviceName(stage) }))
    const output = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'LineNumbers')
    return output?.OutputValue?.split(' ') ?? []
  } catch (error) {
    const cause = error instanceof Error ? error.message : error
    throw new Refusal(
      `Only the deployed stack knows the number of a line that it buys, and ${serviceName(stage)} in ${region} can't be read (${cause}): deploy it, and sign in to its AWS account.`,
    )
  }
}
