/**
 * The traits of a carrier. Handlers, settings and tools go by them, and need not know which carrier it is. When the
 * last carrier with a trait goes, so does what only that trait needs: carriers.test.ts says what.
 */
export type CarrierTraits = {
  /** The prefix of a line's address, before its number: the same number with another carrier is another line. */
  readonly addressPrefix: '' | `${string}:`
  /** Each reply costs money. */
  readonly paid: boolean
  /** Replies are billed by the part, as AWS bills SMS. */
  readonly billsParts: boolean
  /** People can call a line. A missed call is answered like a text unless settings say otherwise. */
  readonly takesCalls: boolean
  /** A line answers only phones of its own country. */
  readonly ownCountryOnly: boolean
  /** Requests keep to one rate for the account (all lines of the carrier), or for each line (its operator). */
  readonly pacedBy: 'account' | 'line'
  /**
   * Set if a line may be unable to send although somebody answers. A question then precedes every attempt, not only the
   * first in a while. For each reply of a line that isn't ready, this is counted, logged and given as the reason.
   */
  readonly notReady?: typeof phoneOffline
}

/** The metric, log event and reason of a phone that doesn't report. */
export const phoneOffline = { metric: 'PhoneOffline', event: 'phone offline', reason: 'PHONE_OFFLINE' } as const

const traits = {
  /** Numbers that AWS rents out through End User Messaging. */
  aws: {
    addressPrefix: '',
    paid: true,
    billsParts: true,
    takesCalls: false,
    ownCountryOnly: true,
    pacedBy: 'account',
  },
  /** A SIM in a phone that runs httpSMS. */
  httpsms: {
    addressPrefix: '',
    paid: false,
    billsParts: false,
    takesCalls: true,
    ownCountryOnly: false,
    pacedBy: 'line',
    notReady: phoneOffline,
  },
  /** WhatsApp, through AWS End User Messaging Social. Calls are off by default there (Meta, calling API). */
  whatsapp: {
    addressPrefix: 'whatsapp:',
    paid: true,
    billsParts: false,
    takesCalls: false,
    ownCountryOnly: false,
    pacedBy: 'account',
  },
  /** A number of Time2Chat, the French operators' conversational SMS, from OVHcloud. */
  ovh: {
    addressPrefix: '',
    paid: true,
    billsParts: false,
    takesCalls: false,
    ownCountryOnly: true,
    pacedBy: 'account',
  },
} as const satisfies Record<string, CarrierTraits>

/** The carriers that a line can have. */
export type CarrierName = keyof typeof traits

export const carriers: Readonly<Record<CarrierName, CarrierTraits>> = traits

export const carrierNames = Object.keys(traits) as readonly CarrierName[]

type Lines = { readonly lines: readonly { readonly carrier: CarrierName }[] }

/** Returns the carriers of a stage's lines, each once. */
export const carriersOf = ({ lines }: Lines): readonly CarrierName[] =>
  carrierNames.filter((name) => lines.some(({ carrier }) => carrier === name))

/** Returns the address by which functions and tools know a line, since a number may be a line of several carriers. */
export const addressOf = ({ carrier }: { readonly carrier: CarrierName }, number: string): string =>
  `${carriers[carrier].addressPrefix}${number}`

/** Returns whether one of the carriers bills replies by the part. */
export const billsParts = (names: readonly CarrierName[]): boolean => names.some((name) => carriers[name].billsParts)

/** Returns the key under which lines share a pace: the carrier (one account) or the number (one operator). */
export const pacedAs = ({ carrier, number }: { readonly carrier: CarrierName; readonly number: string }): string =>
  carriers[carrier].pacedBy === 'line' ? number : carrier
