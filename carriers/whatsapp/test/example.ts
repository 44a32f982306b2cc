import type { Call } from '../../../emulator/index.ts'
import { handingOver, type TestedCarrier } from '../../../test/e2e/tested-carrier.ts'
import { exampleWith } from '../../../test/settings/checked.ts'

/** The id of the number at AWS. */
export const phoneNumberId = 'phone-number-id-0123456789abcdef0123456789abcdef'

/** The line on WhatsApp of the stage `local-whatsapp`: its number, and its address in the functions. */
export const number = '+33639980021'
export const line = `whatsapp:${number}`

const whatsappLine = { carrier: 'whatsapp', number: '+393990000000', phoneNumberId, language: 'it' }
const shared = { countries: ['FR', 'IT'], budgets: undefined, whatsapp: { replyPriceUsd: 0.035 } }

/** The stage `example` with a line on WhatsApp only. */
export const whatsappOnly = exampleWith({ ...shared, partPriceUsd: undefined, lines: [whatsappLine] })

/** The stage `example` with an AWS line and a line on WhatsApp, which have the same number. */
export const mixed = exampleWith({ ...shared, lines: [{ number: whatsappLine.number, language: 'it' }, whatsappLine] })

/** The recipient in a request for SendWhatsAppMessage. */
const recipientOf = ({ parameters }: Pick<Call, 'parameters'>): string => {
  const { to, recipient } = JSON.parse(Buffer.from(String(parameters['message']), 'base64').toString())
  return to ?? recipient
}

/** A line on WhatsApp as the tests of whole numbers know it. */
export const tested: TestedCarrier = {
  stage: 'local-whatsapp',
  line,
  strangerOf: (n) => `+336${String(n).padStart(4, '0')}4321`,
  senderOf: (block, n) => `+3361${block}${n}`,
  sendingTo: handingOver('social-messaging', 'SendWhatsAppMessage', recipientOf),
  throttle: { error: 'ThrottledRequestException', status: 429 },
  refusals: [{ does: 'denies access', effect: { error: 'AccessDeniedByMetaException', status: 403 } }],
  // One more item than the claim: AWS's id of the reply.
  reportsTo: 'ReceiveSmsFunctionName',
  requestsTo: { SendWhatsAppMessage: 1, PutItem: 2 },
  requestsAbout: { UpdateItem: 2 },
}
