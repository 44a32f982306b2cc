import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager'

import { createSimSecret, type SimSecret } from '../shared/edges/sim-secret.ts'
import type { Deployment } from './deployment.ts'

/** What the stage and httpSMS know each other by. It is read and written with the caller's own rights. */
export const openSimSecret = ({ aws, now }: Pick<Deployment, 'aws' | 'now'>, secretArn: string) => ({
  read: createSimSecret(aws.secretsManager, secretArn, now),
  write: async (secret: SimSecret): Promise<void> => {
    await aws.secretsManager.send(
      new PutSecretValueCommand({ SecretId: secretArn, SecretString: JSON.stringify(secret) }),
    )
  },
})
