import { startHttpSms } from '../../emulator/services/http-sms/http-sms.ts'
import type { CarrierStandIn } from '../carrier-stand-in.ts'

export const simStandIn: CarrierStandIn = {
  start: startHttpSms,
  throttled: { service: 'http-sms', action: 'SendMessage', effect: { error: 'Throttled', status: 429 } },
  banner: (endpoint) => [`httpSMS ${endpoint}/http-sms (API key "local")`],
}
