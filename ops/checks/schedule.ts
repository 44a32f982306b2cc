import {
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  ResourceNotFoundException,
  SchedulerClient,
} from '@aws-sdk/client-scheduler'
import { type Deployment, undoByHand } from '../deployment.ts'
import { type Check, verdict } from './check.ts'

/** A schedule as the stack has it, and what doctor says of it. */
type Expected = {
  readonly what: string
  readonly name: string
  readonly expression: string
  /** The end of the ARN of its function or topic. */
  readonly target: string
  /** What it publishes to a topic. A function gets nothing that matters. */
  readonly message?: string
  readonly right: string
  readonly wrong: string
}

/** Checks when a schedule runs, and which function it calls, or what it publishes where. */
export const checkSchedule = async (deployment: Deployment, expected: Expected): Promise<readonly Check[]> => {
  const { what, name, right, wrong } = expected
  const found = await deployment.aws
    .clientOf(SchedulerClient)
    .send(new GetScheduleCommand({ Name: name }))
    .catch((error: unknown) => {
      if (!(error instanceof ResourceNotFoundException)) throw error
      return undefined
    })
  const changed = `gone, disabled or changed, so that ${wrong}: ${undoByHand.en}`
  return [verdict(what, isAsDeployed(found, expected), right, changed)]
}

/** Returns whether a schedule that was read is as the stack has it. */
export const isAsDeployed = (
  found: Pick<GetScheduleCommandOutput, 'State' | 'ScheduleExpression' | 'Target'> | undefined,
  { expression, target, message }: Pick<Expected, 'expression' | 'target' | 'message'>,
): boolean => {
  const { Arn = '', Input } = found?.Target ?? {}
  const isAimed = Arn.endsWith(target) && (message === undefined || Input === message)
  return found?.State === 'ENABLED' && found.ScheduleExpression === expression && isAimed
}
