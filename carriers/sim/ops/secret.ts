import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager'

import type { Deployment } from '../../../ops/deployment.ts'
import { Refusal } from '../../../settings/refusal.ts'
import { readVersion, type SimSecret, UnreadableSecret, withLongKey } from '../secret.ts'

/** Thrown when the secret was edited by hand and functions can't use it any more. */
export class SecretRefused extends Refusal {}

/** The secret with the keys that the stage shares with httpSMS. It is read and written with the caller's own permissions. */
export const openSimSecret = ({ aws }: Pick<Deployment, 'aws'>, secretArn: string) => ({
  read: async (): Promise<SimSecret> => {
    try {
      return withLongKey((await readVersion(aws.secretsManager, { SecretId: secretArn })).secret)
    } catch (error) {
      if (!(error instanceof UnreadableSecret)) throw error
      throw new SecretRefused(`${error.message}, as it must be: mend ${secretArn} in the Secrets Manager console.`)
    }
  },
  write: async (secret: SimSecret): Promise<void> => {
    await aws.secretsManager.send(
      new PutSecretValueCommand({ SecretId: secretArn, SecretString: JSON.stringify(secret) }),
    )
  },
})
