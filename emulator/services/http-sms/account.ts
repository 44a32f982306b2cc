import { randomUUID } from 'node:crypto'
import { createPhone, type Phone } from './phone.ts'
import type { WebhookTerms } from './requests.ts'
import type { Dependencies } from './send-queue.ts'
import { createEvent, tellWebhooks, type Webhook } from './webhook.ts'

export type HttpSmsAccount = ReturnType<typeof createAccount>

export const createAccount = (numbers: readonly string[], { deliver, now, later }: Omit<Dependencies, 'tell'>) => {
  const userId = 'local'
  const webhooks = new Map<string, Webhook>()
  const phoneOf = (number: string): Phone =>
    createPhone(number, userId, {
      tell: (type, source, data) =>
        tellWebhooks([...webhooks.values()], createEvent(type, source, data, now()), number, now),
      deliver,
      now,
      later,
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
