import {
  CreateLogStreamCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
} from '@aws-sdk/client-cloudwatch-logs'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'

import { Refusal } from '../settings/refusal.ts'
import type { Deployment } from './deployment.ts'
import { explain } from './explain.ts'

const logStreamName = 'lookups'

/**
 * Logs who is about to look a sender up, and with which command, but not which sender. Throws a `Refusal` if this can't be
 * logged; then the sender must not be looked up.
 */
export const traceLookup = async (deployment: Deployment): Promise<void> => {
  const trouble = await leaveTrace(deployment).catch(sentenceFor)
  if (trouble !== undefined) throw new Refusal(`Nobody was looked up, since no trace of it could be left: ${trouble}`)
}

/** Returns a sentence about what went wrong, or undefined. */
const leaveTrace = async ({ aws, outputs, command, now }: Deployment): Promise<string | undefined> => {
  const { Arn: by } = await aws.sts.send(new GetCallerIdentityCommand({}))
  const stream = { logGroupName: outputs.LookupLogGroupName, logStreamName }
  await aws.logs.send(new CreateLogStreamCommand(stream)).catch(unlessItExists)
  const logEvents = [{ timestamp: now(), message: JSON.stringify({ command, by }) }]
  const { rejectedLogEventsInfo } = await aws.logs.send(new PutLogEventsCommand({ ...stream, logEvents }))
  // AWS accepts the call, but drops events that are two hours ahead or two weeks behind (API reference, PutLogEvents).
  return rejectedLogEventsInfo === undefined ? undefined : 'the clock of this machine is wrong.'
}

const unlessItExists = (error: unknown): void => {
  if (!(error instanceof ResourceAlreadyExistsException)) throw error
}

const sentenceFor = (error: unknown): string => {
  const explanation = explain(error)
  if (explanation === undefined) throw error
  return explanation.sentence
}
