import type { Gateway } from '../shared/ports.ts'
import type { Config } from '../shared/rules/config.ts'
import type { CarrierName } from './index.ts'

/** The code that sends, by carrier. It is loaded by a stage that has such a line, and by no other. */
const sending: Readonly<Record<CarrierName, (now: () => number) => Promise<Gateway>>> = {
  aws: async () => (await import('./aws/send.ts')).createAws(),
  ovh: async (now) => (await import('./ovh/send.ts')).createOvh(now),
  httpsms: async (now) => (await import('./httpsms/send.ts')).createHttpSms(now),
  whatsapp: async () => (await import('./whatsapp/send.ts')).createWhatsApp(),
}

/** Creates the gateways of a deployment's lines. */
export const createGateways = async (
  { lines }: Pick<Config, 'lines'>,
  now: () => number,
): Promise<Readonly<Partial<Record<CarrierName, Gateway>>>> => {
  const names = [...new Set(lines.map(({ carrier }) => carrier))]
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await sending[name](now)] as const)))
}
