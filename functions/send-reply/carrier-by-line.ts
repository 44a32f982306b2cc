import type { CarrierName } from '../../carriers/registry.ts'
import type { Carrier } from '../../shared/ports.ts'
import { type Config, carrierOf } from '../../shared/rules/config.ts'

/** Sends each reply through the carrier of its line. Throws if that carrier was not passed in. */
export const carrierByLine = (
  config: Pick<Config, 'lines'>,
  carriers: Readonly<Partial<Record<CarrierName, Carrier>>>,
): Carrier => {
  const carrierFor = (line: string): Carrier => {
    const carrier = carriers[carrierOf(config, line)]
    if (carrier === undefined) throw new Error('The line has a carrier that this function was not given')
    return carrier
  }
  return {
    isReady: async (line) => carrierFor(line).isReady(line),
    send: async (sms) => carrierFor(sms.from).send(sms),
  }
}
