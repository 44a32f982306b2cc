import { RemovalPolicy, type Stack } from 'aws-cdk-lib'
import { Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { bundleFolder } from '../../../cdk/bundles.ts'
import type { CarrierCdk, CarrierResources, StackParts } from '../../../cdk/carrier.ts'
import { besideGraphs, figure, reportedShare, sinceYesterday } from '../../../cdk/monitoring/metrics.ts'
import { callEveryMinute } from '../../../cdk/schedules.ts'
import { allow, allowItems, allowReports, SmsFunction } from '../../../cdk/sms-function.ts'
import { createSecret } from '../../../cdk/storage.ts'
import { operatorLanguageOf } from '../../../settings/operators.ts'
import { ovhUrl } from '../api.ts'
import { ovhMetricNames } from '../lambda/credits.ts'
import { pollTimeoutMs } from '../lambda/poll.ts'
import { pollPrefix } from '../lambda/poll-store.ts'
import { creditsLow } from './alarms.ts'

const words = {
  en: {
    arrivedShare: 'share that arrived, as OVHcloud reports',
    labelSuffix: ', by Time2Chat',
    creditsLeft: 'Credits left at OVHcloud',
    creditDaysLeft: 'Days for which they last',
    credits: 'credits',
    days: 'days',
  },
  fr: {
    arrivedShare: 'part arrivée, d’après OVHcloud',
    labelSuffix: ', par Time2Chat',
    creditsLeft: 'Crédits restants chez OVHcloud',
    creditDaysLeft: 'Jours pour lesquels ils suffisent',
    credits: 'crédits',
    days: 'jours',
  },
} as const

/** A secret for a key of OVHcloud, which `attach` fills in. */
const createKeySecret = (stack: Stack, id: string, { key }: StackParts, whose: string): Secret =>
  createSecret(stack, id, {
    key,
    description: `The key by which ${whose} of ${stack.stackName} ask OVHcloud`,
    template: {
      secretStringTemplate: JSON.stringify({ applicationKey: '', applicationSecret: '', consumerKey: '' }),
      generateStringKey: 'unused',
    },
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    notRotated:
      'OVHcloud gives out a key when somebody confirms it on its page: docs/time2chat.fr.md says how to change it.',
  })

const createResources = (stack: Stack, parts: StackParts): CarrierResources => {
  const { key, table, inbound, settings, environment } = parts
  const functionsKey = createKeySecret(stack, 'OvhFunctionsKey', parts, 'the functions')
  const peoplesKey = createKeySecret(stack, 'OvhPeoplesKey', parts, 'people')
  const access = {
    OVH_URL: ovhUrl,
    OVH_SERVICE_NAME: settings.ovh.serviceName ?? '',
    OVH_SECRET_ARN: functionsKey.secretArn,
  }
  const readKey = allow(['secretsmanager:GetSecretValue'], functionsKey.secretArn)
  const poll = new SmsFunction(stack, 'OvhPoll', {
    bundle: bundleFolder('ovh-poll'),
    key,
    timeoutMs: pollTimeoutMs,
    environment: {
      ...environment,
      ...access,
      INBOUND_TOPIC_ARN: inbound.topic.topicArn,
    },
    calls: [
      allow(['sns:Publish'], inbound.topic.topicArn),
      readKey,
      allowItems(['dynamodb:GetItem', 'dynamodb:PutItem'], table, pollPrefix),
      allowReports(table),
    ],
  })
  const schedule = callEveryMinute(stack, 'OvhSchedule', poll.function)
  return {
    sendReplyEnvironment: access,
    sendReplyCalls: [readKey],
    functions: [poll],
    publishesBeat: true,
    alarms: { 'credits-low': creditsLow },
    permissions: {
      looking: [allow(['secretsmanager:GetSecretValue'], peoplesKey.secretArn)],
      // Whoever knows the functions' key can send anything from the number, so people write it and never read it.
      attaching: [allow(['secretsmanager:PutSecretValue'], functionsKey.secretArn, peoplesKey.secretArn)],
    },
    outputs: {
      OvhFunctionsKeyArn: functionsKey.secretArn,
      OvhPeoplesKeyArn: peoplesKey.secretArn,
      OvhPollFunctionName: poll.function.functionName,
      OvhPollLogGroupName: poll.logGroup.logGroupName,
      OvhScheduleName: schedule.scheduleName,
    },
  }
}

export const ovhCdk: CarrierCdk = {
  createResources,
  words,
  givesUp: true,
  figures: (metricOf, settings) => {
    const { creditsLeft, credits, creditDaysLeft, days } = words[operatorLanguageOf(settings)]
    const latest = (title: string, name: string, label: string) =>
      figure(title, metricOf(name, { statistic: Stats.MAXIMUM, label }), sinceYesterday, besideGraphs)
    return [
      latest(creditsLeft, ovhMetricNames.creditsLeft, credits),
      latest(creditDaysLeft, ovhMetricNames.creditDaysLeft, days),
    ]
  },
  // OVHcloud has a receipt of each reply that arrived or could not be delivered.
  arrivedShare: (metricOf, share, label) => reportedShare('ovh', metricOf, share, label),
  advice: (stage) => [
    `What a line of ${stage} at OVHcloud needs besides, and what nobody has tried yet, is in docs/time2chat.fr.md.`,
  ],
}
