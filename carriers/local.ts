import type { Account, Cloud, CloudOptions, Fault } from '../emulator/index.ts'
import type { Settings } from '../settings/schema.ts'
import type { CarrierName } from '../shared/rules/carriers.ts'
import { carriersOf } from '../shared/rules/carriers.ts'
import { awsLocal } from './aws/local.ts'
import { httpSmsLocal } from './httpsms/local.ts'
import { ovhLocal } from './ovh/local.ts'
import { whatsappLocal } from './whatsapp/local.ts'

/** What a stage needs to run on the embedded cloud, because of the lines that a carrier has in it. */
export type LocalCarrier = {
  /** The name of the network that its lines are on, if that is not SMS. */
  readonly network?: string
  /** How the embedded cloud finds in the stack what it needs for the carrier's service. */
  readonly cloud?: Pick<CloudOptions, 'httpSmsVariable' | 'ovhVariable' | 'whatsAppIdOf'>
  /** The part of the embedded cloud's account that is set up for its lines, which may be attached to the stage already. */
  readonly account: (settings: Settings, areAttached: boolean) => Partial<Account>
  /** Attaches its lines to a running stage. Left out if the account says it all. Throws a `Refusal` if the template lacks something. */
  readonly attach?: (cloud: Cloud, settings: Settings) => void
  /** The fault of each reply while the carrier throttles. */
  readonly throttled: Fault
  /** Set if its service itself publishes texts to the inbound topic, so that npm start can show how to publish one. */
  readonly publishesTexts?: true
  /** The only senders that its lines can answer. Left out, or none, if they can answer anybody. */
  readonly onlySenders?: (settings: Settings) => readonly string[]
  /** Example senders who can text only a line of this carrier. The page offers them besides `numbers`. */
  readonly exampleSenders?: (numbers: readonly string[]) => readonly string[]
  /** Lines that npm start prints if a line of the stage has this carrier. */
  readonly banner?: (endpoint: string) => readonly string[]
}

export const localCarriers: Readonly<Record<CarrierName, LocalCarrier>> = {
  aws: awsLocal,
  ovh: ovhLocal,
  httpsms: httpSmsLocal,
  whatsapp: whatsappLocal,
}

/** The only senders that the lines of a stage can answer. None if they can answer anybody. */
export const onlySendersOf = (settings: Settings): readonly string[] =>
  carriersOf(settings).flatMap((carrier) => localCarriers[carrier].onlySenders?.(settings) ?? [])
