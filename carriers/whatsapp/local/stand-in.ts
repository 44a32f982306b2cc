import type { CarrierStandIn } from '../../carrier-stand-in.ts'
import { userIdOf } from './people.ts'
import { startWhatsApp } from './whatsapp.ts'

export const whatsappStandIn: CarrierStandIn = {
  network: 'WhatsApp',
  start: startWhatsApp,
  throttled: {
    service: 'social-messaging',
    action: 'SendWhatsAppMessage',
    effect: { error: 'ThrottledRequestException', status: 429 },
  },
  // The first number may be tried, too, so the id is that of somebody else.
  exampleSenders: ([, ...others]) => others.slice(-1).map(userIdOf),
  banner: (endpoint) => [
    `WhatsApp AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any aws --endpoint-url ${endpoint} socialmessaging list-linked-whatsapp-business-accounts`,
  ],
}
