import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager'

import { Refusal } from '../settings/refusal.ts'
import { createSimSecret, type SimSecret, UnreadableSecret } from '../shared/edges/sim-secret.ts'
import type { Deployment } from './deployment.ts'

/** What the stage and httpSMS know each other by. It is read and written with the caller's own rights. */
export const openSimSecret = ({ aws, now }: Pick<Deployment, 'aws' | 'now'>, secretArn: string) => ({
  read: () =>
    createSimSecret(aws.secretsManager, secretArn, now)().catch((error: unknown) => {
      if (!(error instanceof UnreadableSecret)) throw error
      throw new Refusal(`${error.message}, as it must be: mend ${secretArn} in the Secrets Manager console.`)
    }),
  write: async (secret: SimSecret): Promise<void> => {
    await aws.secretsManager.send(
      new PutSecretValueCommand({ SecretId: secretArn, SecretString: JSON.stringify(secret) }),
    )
  },
})
