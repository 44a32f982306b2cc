import type { CarrierStandIn } from '../../carrier-stand-in.ts'

export const whatsappStandIn: CarrierStandIn = {
  throttled: {
    service: 'social-messaging',
    action: 'SendWhatsAppMessage',
    effect: { error: 'ThrottledRequestException', status: 429 },
  },
  banner: () => [],
}
