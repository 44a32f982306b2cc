import type { NotReady } from '../shared/ports.ts'
import { aws } from './aws/traits.ts'
import { httpSmsLogEvents, httpSmsMetricNames, httpSmsTroubles, httpsms } from './httpsms/traits.ts'
import { ovh, ovhLogEvents, ovhMetricNames, ovhTroubles } from './ovh/traits.ts'
import { whatsapp } from './whatsapp/traits.ts'

/** What the rest of the code needs to know about a carrier, so that it need not know which carrier it is. */
export type CarrierTraits = {
  /** The prefix of a line's address, before its number: the same number with another carrier is another line. */
  readonly addressPrefix: string
  /** Whether each reply costs money. */
  readonly paid: boolean
  /**
   * Whether replies are billed by the part, as AWS bills SMS. Settings then have a price per part, and AWS reports what each reply cost.
   */
  readonly billsParts: boolean
  /** Whether people can call a line. A missed call is answered like a text if settings don't say otherwise. */
  readonly takesCalls: boolean
  /** Whether a line answers only phones of its own country. */
  readonly ownCountryOnly: boolean
  /** Whose rate the requests must keep to: the account's, which all lines of the carrier share, or that of each line's operator. */
  readonly pacedBy: 'account' | 'line'
  /** What it means that a line can't send now. Left out if nothing but an attempt tells whether it can. */
  readonly notReady?: NotReady
}

/** The carriers that a line can have. */
export const carriers = { aws, httpsms, whatsapp, ovh } as const

export type CarrierName = keyof typeof carriers

export const carrierNames = Object.keys(carriers) as readonly CarrierName[]

const ownMetricNames = { httpsms: httpSmsMetricNames, ovh: ovhMetricNames } as const
const ownLogEvents = { httpsms: httpSmsLogEvents, ovh: ovhLogEvents } as const

type ValuesOf<T> = { [C in keyof T]: T[C][keyof T[C]] }[keyof T]

/** The metrics and the log events that only one carrier has. */
export type CarrierMetricName = ValuesOf<typeof ownMetricNames>
export type CarrierLogEvent = ValuesOf<typeof ownLogEvents>

/** The log events of carriers that mean trouble. */
export const carrierTroubles: readonly string[] = [...httpSmsTroubles, ...ovhTroubles]
