import type { CarrierStandIn } from '../carrier-stand-in.ts'

/** End User Messaging is an AWS service, so the embedded cloud starts it together with the others, and not here. */
export const awsStandIn: CarrierStandIn = {
  throttled: {
    service: 'sms-voice',
    action: 'SendTextMessage',
    effect: { error: 'ThrottlingException', status: 400 },
  },
  banner: () => [],
}
