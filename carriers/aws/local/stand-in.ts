import type { CarrierStandIn } from '../../carrier-stand-in.ts'

/** End User Messaging is one of AWS's services, which the embedded cloud starts by itself. */
export const awsStandIn: CarrierStandIn = {
  throttled: {
    service: 'sms-voice',
    action: 'SendTextMessage',
    effect: { error: 'ThrottlingException', status: 400 },
  },
  banner: () => [],
}
