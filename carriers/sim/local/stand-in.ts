import type { CarrierStandIn } from '../../carrier-stand-in.ts'
import { startHttpSms } from './http-sms.ts'

export const simStandIn: CarrierStandIn = {
  start: startHttpSms,
  throttled: { service: 'http-sms', action: 'SendMessage', effect: { error: 'Throttled', status: 429 } },
  banner: (endpoint) => [`httpSMS ${endpoint}/http-sms (API key "local")`],
}
