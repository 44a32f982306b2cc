import type { CarrierWords } from '../../carrier-monitoring.ts'

/** What lines on WhatsApp add to the words of dashboard and alarms. */
export type WhatsAppWords = CarrierWords & {
  readonly repliesToday: (currency: string) => string
  readonly repliesThisMonth: (currency: string) => string
  readonly receivedThisMonth: (currency: string) => string
}
