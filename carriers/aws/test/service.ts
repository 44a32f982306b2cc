import { onTestFinished } from 'vitest'
import { textingTemplate } from '../../../emulator/test/end-user-messaging/texting.ts'
import { parseJson } from '../../../shared/rules/parse-json.ts'
import { minute } from '../../../shared/rules/timing.ts'
import { example } from '../../../test/settings/checked.ts'
import { awsClient, listenToTopics, readFrom, type Service, withoutCredentials } from '../../test/service.ts'
import { createAwsGateway, createSmsVoiceClient } from '../lambda/send.ts'
import { tested } from './example.ts'

const numbers = ['+32460000000', '+32460000001']
export const aws: Service = {
  mixed: example,
  alone: example,
  tested,
  page: 'deploy',
  counted: [],
  door: async (kind, given) =>
    readFrom(kind === 'text' ? 'inbound' : 'delivery', typeof given === 'string' ? given : JSON.stringify(given)),
  gateway: (url, { questionMs = minute, sendMs = minute, key } = {}) => {
    const client = createSmsVoiceClient(awsClient(url, key), sendMs, minute)
    onTestFinished(() => client.destroy())
    return createAwsGateway(client, 'Replies', questionMs)
  },
  unable: { 'has no credentials': [{ key: withoutCredentials }, 'nobody', 'CredentialsProviderError'] },
  standIn: {
    service: 'sms-voice',
    action: 'SendTextMessage',
    path: '',
    brings: { text: 'text', report: 'report' },
    account: { partPriceUsd: 0.05, numbers, pendingNumbers: numbers.slice(1), optedOutDestinations: ['+32470123457'] },
    template: textingTemplate,
    listen: listenToTopics((given) => {
      const payload = Object(parseJson(given))
      if ('eventType' in payload) return [{ kind: 'report', payload, given }]
      return 'messageBody' in payload ? [{ kind: 'text', payload, given }] : []
    }),
  },
}
