import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { placed } from '../../../emulator/index.ts'
import { silencedBecause } from '../../../shared/rules/telemetry.ts'
import { minute } from '../../../shared/rules/timing.ts'
import { startStandIn } from '../../../test/stand-in.ts'
import { type Brought, readOrFail, readPublished, type Service, unreadable } from '../../test/service.ts'
import { createHttpSmsGateway } from '../lambda/send.ts'
import { httpSmsMetricNames } from '../rules.ts'
import { httpSms as standIn } from '../stand-in/api.ts'
import { httpSmsOnly, line, mixed, tested } from './example.ts'
import { cloudEvent, createVirtualWebhook } from './virtual-webhook.ts'

const [text, call, report] = ['message.phone.received', 'message.call.missed', 'message.phone.delivered'] as const
const brings = { text, call, report }

export const httpSms: Service = {
  mixed,
  alone: httpSmsOnly,
  tested,
  page: 'httpsms',
  counted: [...Object.values(httpSmsMetricNames), silencedBecause('ignored-call')],
  door: async (type, given) => {
    const webhook = createVirtualWebhook()
    const { statusCode, body = '' } = await webhook.post(typeof given === 'string' ? given : cloudEvent(type, given))
    const isMalformed = body === `The data of the event ${type} is not what httpSMS documents.`
    if (statusCode === 400) return [isMalformed ? 'malformed' : body]
    const silences = Object.keys(webhook.counts()).flatMap((metric) => metric.split('TextsSilenced.')[1] ?? [])
    const told = webhook.logs.map(({ event }) => event)
    return [...webhook.published.map(readPublished), ...webhook.reports, ...silences, ...told]
  },
  gateway: (url, { questionMs = minute, sendMs: timeoutMs = minute, key = 'local', now = Date.now } = {}) =>
    createHttpSmsGateway(
      {
        url,
        webhookUrl: 'https://ours.example',
        readSecret: async () => ({ apiKey: await readOrFail(key), userId: 'me', webhookKey: 'other' }),
        now,
      },
      { connectMs: minute, timeoutMs, questionMs },
    ),
  acceptsByStatus: true,
  unable: {
    'has no key yet': [{ key: '' }, { refused: 'NOT_ATTACHED' }, 'NOT_ATTACHED'],
    'has a key that can not be read': [{ key: unreadable }, 'nobody', 'NOT_ATTACHED'],
  },
  standIn: {
    service: standIn.name,
    action: 'SendMessage',
    path: '/http-sms',
    brings,
    placed: placed(standIn, [line]),
    listen: async (cloud) => {
      const told: Brought[] = []
      const { url, stop } = await startStandIn(
        createServer(async (request, response) => {
          const { type, data } = (await json(request)) as { type: string; data: object }
          told.push({ kind: type, payload: data, given: data })
          response.end()
        }),
      )
      const phones = cloud.serviceOf(standIn)
      phones?.saveWebhook({ url, signing_key: 'key', events: Object.values(brings), phone_numbers: [line] })
      const phone = phones?.phones.get(line)
      phone?.replaceSettings({ ...phone.settings(), messages_per_minute: 0 })
      return { brought: async () => told, stop }
    },
  },
}
