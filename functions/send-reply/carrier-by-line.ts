import type { Carrier } from '../../shared/ports.ts'
import { type CarrierName, carrierOf, type Policy } from '../../shared/rules/policy.ts'

/** The carrier of whichever line sends. Throws for a line whose carrier is not given. */
export const carrierByLine = (
  policy: Pick<Policy, 'lines'>,
  carriers: Readonly<Partial<Record<CarrierName, Carrier>>>,
): Carrier => {
  const carrierFor = (line: string): Carrier => {
    const carrier = carriers[carrierOf(policy, line)]
    if (carrier === undefined) throw new Error('The line has a carrier that this function was not given')
    return carrier
  }
  return {
    isReady: async (line) => carrierFor(line).isReady(line),
    send: async (sms) => carrierFor(sms.from).send(sms),
  }
}
