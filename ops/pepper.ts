import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'

import { Refusal } from '../settings/refusal.ts'
import { createSenderKeyOf } from '../shared/adapters/sender-key.ts'
import type { Deployment } from './deployment.ts'
import { traceLookup } from './lookups.ts'

/**
 * Computes the key of a sender, after it has logged the look-up. The pepper is read with the caller's own permissions and is not passed on.
 * Throws a `Refusal` if the look-up can't be logged, or if the pepper is empty.
 */
export const senderKeyOf = async (deployment: Deployment, number: string): Promise<string> => {
  await traceLookup(deployment)
  const { aws, outputs } = deployment
  const secret = new GetSecretValueCommand({ SecretId: outputs.PepperSecretArn })
  const { SecretString: pepper } = await aws.secretsManager.send(secret)
  if (pepper === undefined) throw new Refusal('The pepper is empty, so no sender can be found.')
  return createSenderKeyOf(pepper)(number)
}
