import type { Stack } from 'aws-cdk-lib'

import { bundleFolder } from '../../../cdk/bundles.ts'
import { allow } from '../../../cdk/sms-function.ts'
import { carriersOf } from '../../../settings/carriers.ts'
import type { CarrierResources, StackParts } from '../../carrier-resources.ts'
import { simMetricNames } from '../rules/telemetry.ts'
import { createSimSecret } from './secret.ts'
import { SimWebhook } from './webhook.ts'

/** The resources that all lines with a SIM share: the keys known to the stage and httpSMS, and the webhook. */
export const createSimResources = (stack: Stack, parts: StackParts): CarrierResources => {
  const { key, table, inbound, settings, environment } = parts
  const secret = createSimSecret(stack, key)
  const webhook = new SimWebhook(stack, 'SimWebhook', {
    ...{ key, table, secret, environment },
    bundle: bundleFolder('sim-webhook', carriersOf(settings)),
    topic: inbound.topic,
    concurrency: settings.httpSms.webhookConcurrency,
  })
  const readSecret = allow(['secretsmanager:GetSecretValue'], secret.secretArn)
  return {
    topics: [],
    receiveSmsEnvironment: {},
    sendReplyEnvironment: { SIM_SECRET_ARN: secret.secretArn, HTTP_SMS_URL: settings.httpSms.url },
    sendReplyCalls: [readSecret],
    functions: [
      {
        title: 'sim-webhook, which hears from phones',
        resource: webhook,
        // Strangers find a public address, and httpSMS may add new events.
        metrics: (metricOf) => [
          metricOf(simMetricNames.webhookRefused, { label: 'Requests that are refused' }),
          metricOf(simMetricNames.webhookEventsUnknown, { label: 'Events that are not known' }),
          metricOf(simMetricNames.webhookKeysUnreadable, { label: 'Times that keys could not be read' }),
        ],
      },
    ],
    alarmMetrics: (metricOf) => ({
      'function-errors': {
        simWebhook: webhook.function.metricErrors(),
        webhookKeysUnreadable: metricOf(simMetricNames.webhookKeysUnreadable),
      },
      // Strangers can get a public address throttled at any time, which is a flood and not an error.
      'many-texts': { throttled: webhook.function.metricThrottles() },
    }),
    permissions: {
      caring: [readSecret],
      looking: [],
      attaching: [allow(['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'], secret.secretArn)],
    },
    outputs: {
      SimWebhookUrl: webhook.url,
      SimSecretArn: secret.secretArn,
      SimWebhookFunctionName: webhook.function.functionName,
      SimWebhookLogGroupName: webhook.logGroup.logGroupName,
    },
  }
}
