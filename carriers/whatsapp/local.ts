import { createHmac } from 'node:crypto'
import { type CloudOptions, whatsAppUserId } from '../../emulator/index.ts'
import type { LocalCarrier } from '../../local/carrier.ts'
import { whatsappLinesOf } from '../../settings/lines/whatsapp.ts'

/** The keyed hash that functions have in place of Meta's id, by which the page follows a message. */
const whatsAppIdOf: NonNullable<CloudOptions['whatsAppIdOf']> = (wamid, { outputs, secrets }) =>
  createHmac('sha256', secrets.read(outputs['PepperSecretArn'] ?? ''))
    .update(wamid)
    .digest('base64url')

export const whatsappLocal: LocalCarrier = {
  network: 'WhatsApp',
  cloud: { whatsAppIdOf },
  account: (settings, areAttached) => {
    const whatsAppNumbers = whatsappLinesOf(settings)
    if (!areAttached || whatsAppNumbers.length === 0) return { whatsAppNumbers }
    return { whatsAppNumbers, whatsAppTopicArn: ({ WhatsAppTopicArn = '' }) => WhatsAppTopicArn }
  },
  throttled: {
    service: 'social-messaging',
    action: 'SendWhatsAppMessage',
    effect: { error: 'ThrottledRequestException', status: 429 },
  },
  // People may also try the first number, so the id must belong to somebody else.
  exampleSenders: ([, ...others]) => others.slice(-1).map(whatsAppUserId),
  banner: (_, aws) => [`WhatsApp ${aws} socialmessaging list-linked-whatsapp-business-accounts`],
}
