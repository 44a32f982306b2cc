import type { Gateway } from '../shared/ports.ts'
import type { CarrierName } from '../shared/rules/carriers.ts'

/** The code that sends, by carrier. A stage loads that of its lines. */
export const gateways: Readonly<Record<CarrierName, (now: () => number) => Promise<Gateway>>> = {
  aws: async () => (await import('./aws/lambda/send.ts')).createAws(),
  httpsms: async (now) => (await import('./httpsms/lambda/send.ts')).createHttpSms(now),
  ovh: async (now) => (await import('./ovh/lambda/send.ts')).createOvh(now),
  whatsapp: async () => (await import('./whatsapp/lambda/send.ts')).createWhatsApp(),
}
