import { GetEventSourceMappingCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda'

import type { Deployment } from './deployment.ts'

/** Whether send-reply is fed with replies, or is about to be. */
export const isPaused = async ({ aws, outputs }: Deployment): Promise<boolean> => {
  const { State } = await aws.lambda.send(new GetEventSourceMappingCommand({ UUID: outputs.SendReplySourceId }))
  return State === 'Disabled' || State === 'Disabling'
}

/** Lambda takes some seconds to stop or start feeding it. */
export const setSendingEnabled = async ({ aws, outputs }: Deployment, Enabled: boolean): Promise<void> => {
  await aws.lambda.send(new UpdateEventSourceMappingCommand({ UUID: outputs.SendReplySourceId, Enabled }))
}
