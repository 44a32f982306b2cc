import type { Cloud } from '../../emulator/index.ts'
import type { LocalCarrier } from '../../local/carrier.ts'
import { type HttpSmsLine, httpSmsLinesOf } from '../../settings/lines/httpsms.ts'
import { Refusal } from '../../settings/refusal.ts'
import { minute } from '../../shared/rules/timing.ts'
import { httpSmsEvents } from './rules.ts'

export const httpSmsLocal: LocalCarrier = {
  cloud: { httpSmsVariable: 'HTTP_SMS_URL' },
  account: (settings) => ({ httpSmsPhones: httpSmsLinesOf(settings).map(({ number }) => number) }),
  attach: (cloud, settings) => attachPhones(cloud, httpSmsLinesOf(settings)),
  throttled: { service: 'http-sms', action: 'SendMessage', effect: { error: 'Throttled', status: 429 } },
  banner: (endpoint) => [`httpSMS ${endpoint}/http-sms (API key "local")`],
}

/**
 * Attaches the phones of the stage's lines as `ops attach` would. Each phone sends once and at its line's pace, a webhook gets all events
 * that matter, and the stack's secret holds the account's keys.
 */
const attachPhones = ({ httpSms, stack }: Pick<Cloud, 'httpSms' | 'stack'>, sims: readonly HttpSmsLine[]): void => {
  if (sims.length === 0) return
  const { HttpSmsWebhookUrl: url, HttpSmsSecretArn: secretArn } = stack.outputs
  if (url === undefined || secretArn === undefined)
    throw new Refusal(
      'The template lacks the outputs HttpSmsWebhookUrl and HttpSmsSecretArn, which lines with a SIM need.',
    )
  const { apiKey, userId } = httpSms
  const secret = { ...JSON.parse(stack.secrets.read(secretArn)), apiKey, userId }
  stack.secrets.replace(secretArn, JSON.stringify(secret))
  const phone_numbers = sims.map(({ number }) => number)
  httpSms.saveWebhook({ url, signing_key: secret.webhookKey, events: httpSmsEvents, phone_numbers })
  for (const { number, gapMs } of sims) {
    const phone = httpSms.phones.get(number)
    phone?.replaceSettings({
      ...phone.settings(),
      max_send_attempts: 1,
      message_expiration_seconds: 600,
      messages_per_minute: paceOf(gapMs),
    })
  }
}

/**
 * Converts a gap to messages a minute, of which httpSMS allows 60 (its phone validator). A line without a gap has no limit here,
 * so that its replies are sent at once. httpSMS stores that as 0, though its API doesn't accept 0.
 */
const paceOf = (gapMs: number): number => (gapMs === 0 ? 0 : Math.min(60, Math.max(1, Math.floor(minute / gapMs))))
