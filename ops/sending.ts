import {
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  ResourceInUseException,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda'

import type { Deployment } from './deployment.ts'

/** Whether sending is paused, or about to be: the event source mapping that feeds send-reply is disabled. */
export const isPaused = async ({ aws, outputs }: Deployment): Promise<boolean> =>
  isDisabled(await aws.lambda.send(new GetEventSourceMappingCommand({ UUID: outputs.SendReplySourceId })))

/** Whether an event source mapping is disabled, or about to be. */
export const isDisabled = ({ State }: EventSourceMappingConfiguration): boolean =>
  State === 'Disabled' || State === 'Disabling'

/** Stops feeding send-reply with replies, if that has not been done yet. Lambda takes some seconds to do so. */
export const pauseSending = async (deployment: Deployment): Promise<void> => {
  try {
    await setSendingEnabled(deployment, false)
  } catch (error) {
    // Lambda refuses to change a mapping that is being changed (API reference, UpdateEventSourceMapping), perhaps by another pause.
    if (!(error instanceof ResourceInUseException && (await isPaused(deployment)))) throw error
  }
}

/** Goes on feeding send-reply with replies. Lambda takes some seconds to do so. */
export const resumeSending = (deployment: Deployment): Promise<void> => setSendingEnabled(deployment, true)

const setSendingEnabled = async ({ aws, outputs }: Deployment, Enabled: boolean): Promise<void> => {
  await aws.lambda.send(new UpdateEventSourceMappingCommand({ UUID: outputs.SendReplySourceId, Enabled }))
}
