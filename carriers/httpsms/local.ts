import { type Cloud, placed } from '../../emulator/index.ts'
import type { LocalCarrier } from '../../local/carrier.ts'
import { httpSmsEvents, phoneRules } from './rules.ts'
import { type HttpSmsLine, httpSmsLinesOf } from './settings.ts'
import { httpSms } from './stand-in/api.ts'

export const httpSmsLocal: LocalCarrier = {
  standIn: (settings) => {
    const numbers = httpSmsLinesOf(settings).map(({ number }) => number)
    return numbers.length === 0 ? undefined : placed(httpSms, numbers)
  },
  attach: (cloud, settings) => attachPhones(cloud, httpSmsLinesOf(settings)),
  refused: { service: 'http-sms', action: 'SendMessage', effect: { error: 'AccessDeniedException', status: 403 } },
  banner: (endpoint) => [`httpSMS ${endpoint}/http-sms (API key "local")`],
}

/** Attaches the phones of the stage's lines to the httpSMS of this machine, as `ops attach` would. */
const attachPhones = ({ serviceOf, stack }: Pick<Cloud, 'serviceOf' | 'stack'>, sims: readonly HttpSmsLine[]): void => {
  const account = serviceOf(httpSms)
  if (account === undefined) return
  const { HttpSmsWebhookUrl: url = '', HttpSmsSecretArn: secretArn = '' } = stack.outputs
  const { apiKey, userId } = account
  const secret = { ...JSON.parse(stack.secrets.read(secretArn)), apiKey, userId }
  stack.secrets.replace(secretArn, JSON.stringify(secret))
  const phone_numbers = sims.map(({ number }) => number)
  account.saveWebhook({ url, signing_key: secret.webhookKey, events: httpSmsEvents, phone_numbers })
  for (const { number, gapMs } of sims) {
    const phone = account.phones.get(number)
    // Without a gap, replies are sent at once. httpSMS stores that as 0, though its API doesn't accept 0.
    const pace = gapMs === 0 && { messages_per_minute: 0 }
    phone?.replaceSettings({ ...phone.settings(), ...phoneRules(gapMs), ...pace })
  }
}
