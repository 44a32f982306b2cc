import { GetEventSourceMappingCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda'

import type { Deployment } from './deployment.ts'

/** Whether sending is paused, or about to be: the event source mapping that feeds send-reply is disabled. */
export const isPaused = async ({ aws, outputs }: Deployment): Promise<boolean> => {
  const { State } = await aws.lambda.send(new GetEventSourceMappingCommand({ UUID: outputs.SendReplySourceId }))
  return State === 'Disabled' || State === 'Disabling'
}

/** Starts or stops feeding send-reply with replies. Lambda takes some seconds to do so. */
export const setSendingEnabled = async ({ aws, outputs }: Deployment, Enabled: boolean): Promise<void> => {
  await aws.lambda.send(new UpdateEventSourceMappingCommand({ UUID: outputs.SendReplySourceId, Enabled }))
}
