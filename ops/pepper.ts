import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'

import { Refusal } from '../settings/refusal.ts'
import { createSenderKeyOf } from '../shared/adapters/sender-key.ts'
import type { Deployment } from './deployment.ts'
import { traceLookup } from './lookups.ts'

/** The key of a sender. That leaves a trace first; the pepper is read with the caller's own rights, and goes no further than this. */
export const senderKeyOf = async (deployment: Deployment, number: string): Promise<string> => {
  await traceLookup(deployment)
  const { aws, outputs } = deployment
  const secret = new GetSecretValueCommand({ SecretId: outputs.PepperSecretArn })
  const { SecretString: pepper } = await aws.secretsManager.send(secret)
  if (pepper === undefined) throw new Refusal('The pepper is empty, so no sender can be found.')
  return createSenderKeyOf(pepper)(number)
}
