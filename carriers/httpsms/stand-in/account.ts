import { randomUUID } from 'node:crypto'
import type { Within } from '../../../emulator/index.ts'
import { createPhone, type Phone } from './phone.ts'
import type { WebhookTerms } from './requests.ts'
import { createEvent, tellWebhooks, type Webhook } from './webhook.ts'

export type HttpSmsAccount = ReturnType<typeof createAccount>

export const createAccount = (numbers: readonly string[], { phones: { deliver }, now, later }: Within) => {
  const userId = 'local'
  const webhooks = new Map<string, Webhook>()
  const phoneOf = (number: string): Phone =>
    createPhone(number, {
      ...{ deliver, now, later },
      tell: (...event) => tellWebhooks([...webhooks.values()], createEvent(...event, now()), number, now),
    })
  return {
    apiKey: 'local',
    userId,
    phones: new Map(numbers.map((number) => [number, phoneOf(number)])) as ReadonlyMap<string, Phone>,
    webhooks: () => [...webhooks.values()],
    /** Replaces the webhook with this id, or adds a new one without an id. */
    saveWebhook: (terms: WebhookTerms, id: string = randomUUID()): Webhook => {
      const webhook = { ...terms, id, user_id: userId }
      webhooks.set(id, webhook)
      return webhook
    },
  }
}
