import { userIdOf } from '../../emulator/services/social-messaging/people.ts'
import { startWhatsApp } from '../../emulator/services/social-messaging/whatsapp.ts'
import type { CarrierStandIn } from '../carrier-stand-in.ts'

export const whatsappStandIn: CarrierStandIn = {
  network: 'WhatsApp',
  start: startWhatsApp,
  throttled: {
    service: 'social-messaging',
    action: 'SendWhatsAppMessage',
    effect: { error: 'ThrottledRequestException', status: 429 },
  },
  // People may also try the first number, so the id must belong to somebody else.
  exampleSenders: ([, ...others]) => others.slice(-1).map(userIdOf),
  banner: (endpoint) => [
    `WhatsApp AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any aws --endpoint-url ${endpoint} socialmessaging list-linked-whatsapp-business-accounts`,
  ],
}
