import type { Config } from '../../../shared/rules/config.ts'
import { day } from '../../../shared/rules/timing.ts'

export const line = 'whatsapp:+33639980021'

/** One line on WhatsApp that replies at once, once a day to each sender. */
export const whatsappConfig: Config = {
  lines: [{ number: line, language: 'fr', budget: 'default', carrier: 'whatsapp' }],
  countries: ['FR'],
  replyDelayMs: { min: 0, max: 0 },
  limits: [{ replies: 1, perMs: day }],
  block: { after: 3, forMs: day },
  budgets: { default: { hour: 100, day: 100, month: 100 } },
  maxPricePerReplyUsd: 0,
  texts: {},
}
