import type { Deployment, Place } from '../../../ops/deployment.ts'
import { hasSimLine } from '../rules/line.ts'

/** What a stack has for its lines with a SIM. */
export type SimOutputs = {
  readonly webhookUrl: string
  readonly secretArn: string
  readonly functionName: string
  readonly logGroupName: string
}

/** Undefined before they are all there, and without a line that has a SIM. */
export const simOutputsOf = ({ settings, outputOf }: Pick<Deployment, 'settings' | 'outputOf'>) =>
  hasSimLine(settings) ? wholeOutputs(outputOf) : undefined

const wholeOutputs = (outputOf: Deployment['outputOf']): SimOutputs | undefined => {
  const webhookUrl = outputOf('SimWebhookUrl')
  const secretArn = outputOf('SimSecretArn')
  const functionName = outputOf('SimWebhookFunctionName')
  const logGroupName = outputOf('SimWebhookLogGroupName')
  const isWhole = webhookUrl && secretArn && functionName && logGroupName
  return isWhole ? { webhookUrl, secretArn, functionName, logGroupName } : undefined
}

/** What to do when a stack has nothing yet for the lines with a SIM that settings name. */
export const deployFirst = ({ stackName, stage }: Pick<Place, 'stackName' | 'stage'>): string =>
  `The stack ${stackName} is older than the lines with a SIM in its settings: deploy it again with npx cdk deploy -c stage=${stage}.`

/** Where the API of httpSMS is, of npm start or of settings. */
export const httpSmsUrlOf = ({ local, localEndpoint, settings }: Place): string =>
  local ? `${localEndpoint()}/http-sms` : settings.httpSms.url
