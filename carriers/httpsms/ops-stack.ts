import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager'

import type { Deployment, StageAccess } from '../../ops/deployment.ts'
import { Refusal } from '../../settings/refusal.ts'
import { UnreadableSecret } from '../../shared/adapters/secrets.ts'
import { hasHttpSmsLine } from './rules.ts'
import { type HttpSmsSecret, readVersion, withLongKey } from './secret.ts'

/** The outputs of a stack for its lines with a SIM. */
export type HttpSmsOutputs = {
  readonly webhookUrl: string
  readonly secretArn: string
  readonly functionName: string
  readonly logGroupName: string
}

/** Undefined if an output is missing, or if no line has a SIM. */
export const httpSmsOutputsOf = ({ settings, outputOf }: Pick<Deployment, 'settings' | 'outputOf'>) =>
  hasHttpSmsLine(settings) ? wholeOutputs(outputOf) : undefined

const wholeOutputs = (outputOf: Deployment['outputOf']): HttpSmsOutputs | undefined => {
  const webhookUrl = outputOf('HttpSmsWebhookUrl')
  const secretArn = outputOf('HttpSmsSecretArn')
  const functionName = outputOf('HttpSmsWebhookFunctionName')
  const logGroupName = outputOf('HttpSmsWebhookLogGroupName')
  const isWhole = webhookUrl && secretArn && functionName && logGroupName
  return isWhole ? { webhookUrl, secretArn, functionName, logGroupName } : undefined
}

/** The advice for a stack that was not yet deployed with the SIM lines in its settings. */
export const deployFirst = ({ stackName, stage }: Pick<StageAccess, 'stackName' | 'stage'>): string =>
  `The stack ${stackName} is older than the lines with a SIM in its settings: deploy it again with npx cdk deploy -c stage=${stage}.`

/** The address of httpSMS's API: that of npm start, or the one in settings. */
export const httpSmsUrlOf = ({ local, localEndpoint, settings }: StageAccess): string =>
  local ? `${localEndpoint()}/http-sms` : settings.httpSms.url

/** Thrown when the secret was edited by hand and functions can't use it any more. */
export class SecretRefused extends Refusal {}

/** The secret with the keys that the stage shares with httpSMS. It is read and written with the caller's own permissions. */
export const openHttpSmsSecret = ({ aws }: Pick<Deployment, 'aws'>, secretArn: string) => ({
  read: async (): Promise<HttpSmsSecret> => {
    try {
      return withLongKey((await readVersion(aws.secretsManager, { SecretId: secretArn })).secret)
    } catch (error) {
      if (!(error instanceof UnreadableSecret)) throw error
      throw new SecretRefused(`${error.message}, as it must be: mend ${secretArn} in the Secrets Manager console.`)
    }
  },
  write: async (secret: HttpSmsSecret): Promise<void> => {
    await aws.secretsManager.send(
      new PutSecretValueCommand({ SecretId: secretArn, SecretString: JSON.stringify(secret) }),
    )
  },
})
