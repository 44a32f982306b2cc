import type { Stack } from 'aws-cdk-lib'

import { bundleFolder } from '../../../cdk/bundles.ts'
import { allow } from '../../../cdk/sms-function.ts'
import { operatorLanguageOf } from '../../../settings/values.ts'
import type { CarrierResources, StackParts } from '../../carrier-resources.ts'
import { simMetricNames } from '../traits.ts'
import { createSimSecret } from './secret.ts'
import { simWords } from './translations.ts'
import { SimWebhook } from './webhook.ts'

/** The resources that all lines with a SIM share: the secret that the stage shares with httpSMS, and the webhook. */
export const createSimResources = (stack: Stack, parts: StackParts): CarrierResources => {
  const { key, table, inbound, settings, environment } = parts
  const words = simWords[operatorLanguageOf(settings)]
  const secret = createSimSecret(stack, key)
  const webhook = new SimWebhook(stack, 'SimWebhook', {
    ...{ key, table, secret, environment },
    bundle: bundleFolder('sim-webhook'),
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
        title: words.webhook,
        resource: webhook,
        // Anybody may find a public address and send requests to it, and httpSMS may add new types of event.
        metrics: (metricOf) => [
          metricOf(simMetricNames.webhookRefused, { label: words.refused }),
          metricOf(simMetricNames.webhookEventsUnknown, { label: words.unknown }),
          metricOf(simMetricNames.webhookKeysUnreadable, { label: words.unreadable }),
        ],
      },
    ],
    alarmMetrics: (metricOf) => ({
      'function-errors': {
        simWebhook: webhook.function.metricErrors(),
        webhookKeysUnreadable: metricOf(simMetricNames.webhookKeysUnreadable),
      },
      // Anybody can get a public address throttled at any time, so throttles count as a flood and not as an error.
      'many-texts': { throttled: webhook.function.metricThrottles() },
    }),
    permissions: {
      // Whoever knows httpSMS's key can send anything from the SIM, so operators may not read it.
      caring: [],
      looking: [],
      // `attach` hands the key on, and doctor asks httpSMS with it.
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
