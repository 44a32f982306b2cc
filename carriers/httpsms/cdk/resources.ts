import { RemovalPolicy, type Stack } from 'aws-cdk-lib'
import { FunctionUrlAuthType, InvokeMode } from 'aws-cdk-lib/aws-lambda'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { bundleFolder } from '../../../cdk/bundles.ts'
import type { CarrierCdk, CarrierResources, StackParts } from '../../../cdk/carrier.ts'
import { besideGraphs, figure, shareOf, sinceYesterday, thisHour } from '../../../cdk/monitoring/metrics.ts'
import { allow, allowReports, SmsFunction } from '../../../cdk/sms-function.ts'
import { createSecret } from '../../../cdk/storage.ts'
import { operatorLanguageOf } from '../../../settings/operators.ts'
import { submittedTo, undeliveredBy } from '../../../shared/rules/telemetry.ts'
import { httpSmsMetricNames, webhookTimeoutMs } from '../rules.ts'
import { httpSmsAlarms } from './alarms.ts'

const words = {
  en: {
    arrivedShare: 'share that SIMs could send',
    labelSuffix: ', of SIMs',
    offlineThisHour: 'Phone offline this hour (0: no)',
    times: 'times',
  },
  fr: {
    arrivedShare: 'part que les SIM ont pu envoyer',
    labelSuffix: ', par SIM',
    offlineThisHour: 'Téléphone hors ligne cette heure-ci (0\u00a0: non)',
    times: 'fois',
  },
} as const

const createWebhook = (stack: Stack, parts: StackParts, { secretArn }: Secret) => {
  const { key, table, settings, environment } = parts
  const { topicArn } = parts.inbound.topic
  return new SmsFunction(stack, 'HttpSmsWebhook', {
    bundle: bundleFolder('httpsms-webhook'),
    key,
    timeoutMs: webhookTimeoutMs,
    // A flood of requests to its public address could use up the account's limit, and all other functions would wait.
    reservedConcurrency: settings.httpSms.webhookConcurrency,
    environment: { ...environment, HTTP_SMS_SECRET_ARN: secretArn, INBOUND_TOPIC_ARN: topicArn },
    calls: [
      allow(['sns:Publish'], topicArn),
      allow(['secretsmanager:GetSecretValue'], secretArn),
      // Anybody can post to this function, so it must not be able to change anything else in the table.
      allowReports(table),
    ],
  })
}

/** The secret that the number shares with httpSMS. The webhook's key is generated; `attach` fills in the rest. */
const createHttpSmsSecret = (stack: Stack, { key }: StackParts): Secret =>
  createSecret(stack, 'HttpSmsSecret', {
    key,
    description: `What ${stack.stackName} and httpSMS know each other by`,
    template: { secretStringTemplate: JSON.stringify({ apiKey: '', userId: '' }), generateStringKey: 'webhookKey' },
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    notRotated:
      'httpSMS would have to be told of each new key, or its events would be refused: docs/httpsms.md says how to change it.',
  })

const createResources = (stack: Stack, parts: StackParts): CarrierResources => {
  const { settings } = parts
  const secret = createHttpSmsSecret(stack, parts)
  const webhook = createWebhook(stack, parts, secret)
  // httpSMS can't sign requests for IAM, so the function verifies their tokens instead.
  const { url } = webhook.function.addFunctionUrl({
    authType: FunctionUrlAuthType.NONE,
    invokeMode: InvokeMode.BUFFERED,
  })
  const readSecret = allow(['secretsmanager:GetSecretValue'], secret.secretArn)
  return {
    sendReplyEnvironment: {
      HTTP_SMS_SECRET_ARN: secret.secretArn,
      HTTP_SMS_URL: settings.httpSms.url,
      HTTP_SMS_WEBHOOK_URL: url,
    },
    sendReplyCalls: [readSecret],
    functions: [webhook],
    alarms: httpSmsAlarms(webhook),
    permissions: {
      // Whoever knows httpSMS's key, by which `attach` and doctor ask, can send anything, so operators may not read it.
      attaching: [allow(['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'], secret.secretArn)],
    },
    outputs: {
      HttpSmsWebhookUrl: url,
      HttpSmsSecretArn: secret.secretArn,
      HttpSmsWebhookFunctionName: webhook.function.functionName,
      HttpSmsWebhookLogGroupName: webhook.logGroup.logGroupName,
    },
  }
}

export const httpSmsCdk: CarrierCdk = {
  createResources,
  words,
  ownSilentReasons: ['ignored-call'],
  figures: (metricOf, settings) => {
    const { offlineThisHour, times } = words[operatorLanguageOf(settings)]
    const offline = thisHour(metricOf(httpSmsMetricNames.phoneOffline), times)
    return [figure(offlineThisHour, offline, sinceYesterday, besideGraphs)]
  },
  // Not every network confirms to a phone that a text arrived, so a reply arrived unless its phone could not send it.
  arrivedShare: (metricOf, share, label) => {
    const submitted = metricOf(submittedTo('httpsms'))
    const unsent = metricOf(undeliveredBy('httpsms'))
    return shareOf(share, 'FILL(submitted, 0)', 'FILL(unsent, 0)', { submitted, unsent }, label)
  },
  advice: (stage) => [
    `The webhook that phones report to for ${stage} is a public address: docs/httpsms.md says what protects it, and what else a SIM needs.`,
  ],
}
