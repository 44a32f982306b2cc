import type { Stack } from '../../../local/template/stack.ts'
import { Refusal } from '../../../settings/refusal.ts'
import { httpSmsEvents } from '../rules/http-sms-event.ts'
import { phoneRules } from '../rules/phone.ts'
import type { SimLine } from '../settings/lines.ts'
import type { HttpSmsAccount } from './account.ts'

/**
 * Has the phones of an account serve a stack's lines as `ops attach` would: each sends once and at its line's pace, a webhook
 * is told of all that counts, and the stack's secret holds the account's keys. Throws a `Refusal` if the stack has no webhook.
 */
export const attachSims = (account: HttpSmsAccount, sims: readonly SimLine[], stack: Stack): void => {
  const { SimWebhookUrl: url, SimSecretArn: secretArn } = stack.outputs
  if (url === undefined || secretArn === undefined)
    throw new Refusal('The template lacks the outputs SimWebhookUrl and SimSecretArn, which lines with a SIM need.')
  const { apiKey, userId } = account
  const secret = { ...JSON.parse(stack.secretValue(secretArn)), apiKey, userId }
  stack.replaceSecret(secretArn, JSON.stringify(secret))
  const phone_numbers = sims.map(({ number }) => number)
  account.saveWebhook({ url, signing_key: secret.webhookKey, events: httpSmsEvents, phone_numbers })
  for (const { number, gapMs } of sims) setUp(account, number, gapMs)
}

const setUp = ({ phones }: HttpSmsAccount, number: string, gapMs: number): void => {
  const phone = phones.get(number)
  phone?.replaceSettings({
    ...phone.settings(),
    ...phoneRules(gapMs),
    // None, which httpSMS knows but its API can't be told: whoever wants no gap here wants to see replies at once.
    ...(gapMs === 0 && { messages_per_minute: 0 }),
  })
}
