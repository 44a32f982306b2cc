import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { type Deployment, outputsOf, type StageAccess } from '../../../ops/deployment.ts'
import { Refusal } from '../../../settings/refusal.ts'
import { UnreadableSecret } from '../../../shared/adapters/secrets.ts'
import { type HttpSmsSecret, readVersion, shortestKey, withLongKey } from '../secret.ts'

export const httpSmsOutputsOf = (deployment: Deployment) =>
  outputsOf(deployment, {
    webhookUrl: 'HttpSmsWebhookUrl',
    secretArn: 'HttpSmsSecretArn',
    functionName: 'HttpSmsWebhookFunctionName',
    logGroupName: 'HttpSmsWebhookLogGroupName',
  })

/** The address of httpSMS's API: that of npm start, or the one in settings. */
export const httpSmsUrlOf = ({ local, localEndpoint, settings }: StageAccess): string =>
  local ? `${localEndpoint()}/http-sms` : settings.httpSms.url

/** Thrown when the secret was edited by hand and functions can't use it any more. */
export class SecretRefused extends Refusal {}

/** The secret that the stage shares with httpSMS, read and written with the caller's own permissions. */
export const openHttpSmsSecret = ({ aws }: Pick<Deployment, 'aws'>, secretArn: string) => ({
  read: async (): Promise<HttpSmsSecret> => {
    try {
      return withLongKey((await readVersion(aws.secretsManager, { SecretId: secretArn })).secret)
    } catch (error) {
      if (!(error instanceof UnreadableSecret)) throw error
      throw new SecretRefused({
        en: `${error.message}, as it must be: mend ${secretArn} in the Secrets Manager console.`,
        fr: `Au secret, il faut apiKey, userId, et webhookKey de ${shortestKey} caractères au moins\u00a0: corrigez ${secretArn} dans la console Secrets Manager.`,
      })
    }
  },
  write: async (secret: HttpSmsSecret): Promise<void> => {
    await aws.secretsManager.send(
      new PutSecretValueCommand({ SecretId: secretArn, SecretString: JSON.stringify(secret) }),
    )
  },
})
