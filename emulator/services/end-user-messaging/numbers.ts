import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { z } from 'zod'

import type { Account } from '../../account.ts'
import { arnOf } from '../../template/resource-type.ts'
import type { Stack } from '../../template/stack.ts'
import { invalid, notFound } from './failures.ts'
import { phoneNumber } from './phone-number.ts'
import { readParameters } from './read-parameters.ts'

/** A phone number of the account, as DescribePhoneNumbers returns it (API reference, PhoneNumberInformation). */
export type OwnedNumber = {
  readonly PhoneNumberArn: string
  readonly PhoneNumberId: string
  readonly PhoneNumber: string
  readonly Status: 'ACTIVE' | 'PENDING'
  readonly IsoCountryCode: string
  readonly MessageType: 'TRANSACTIONAL'
  readonly NumberCapabilities: readonly 'SMS'[]
  readonly NumberType: 'LONG_CODE' | 'SIMULATOR'
  readonly MonthlyLeasingPrice: string
  readonly TwoWayEnabled: boolean
  readonly TwoWayChannelArn: string
  readonly SelfManagedOptOutsEnabled: boolean
  readonly OptOutListName: string
  readonly DeletionProtectionEnabled: boolean
  readonly InternationalSendingEnabled: boolean
  readonly CreatedTimestamp: number
}

export type Numbers = {
  readonly all: () => readonly OwnedNumber[]
  /** Finds the number that has this phone number, id or ARN. */
  readonly find: (identity: string) => OwnedNumber | undefined
  /** Performs UpdatePhoneNumber, and returns the changed number. Throws a `ServiceFailure`. */
  readonly update: (parameters: object) => OwnedNumber
}

/** The numbers of the account: those that the template buys, and those that the account has besides. */
export const createNumbers = (stack: Stack, account: Account): Numbers => {
  let numbers = [...bought(stack), ...owned(account, stack)]
  const find: Numbers['find'] = (identity) =>
    numbers.find(({ PhoneNumber, PhoneNumberId, PhoneNumberArn }) =>
      [PhoneNumber, PhoneNumberId, PhoneNumberArn].includes(identity),
    )
  return {
    all: () => numbers,
    find,
    update: (parameters) => {
      const { PhoneNumberId, ...changed } = readParameters(changes, parameters)
      const number = find(PhoneNumberId)
      if (number === undefined) throw notFound('phone-number', PhoneNumberId)
      if (changed.InternationalSendingEnabled === true && !account.internationalSending)
        throw invalid('INTERNATIONAL_SENDING_NOT_SUPPORTED', 'The phone number can only text its own country')
      const updated = { ...number, ...changed }
      numbers = numbers.map((other) => (other === number ? updated : other))
      return updated
    },
  }
}

/**
 * The request (API reference, UpdatePhoneNumber). It isn't documented whether simulator numbers can be two-way. Here they can.
 */
const changes = z.strictObject({
  PhoneNumberId: z.string(),
  TwoWayEnabled: z.boolean().exactOptional(),
  TwoWayChannelArn: z.string().exactOptional(),
  SelfManagedOptOutsEnabled: z.boolean().exactOptional(),
  DeletionProtectionEnabled: z.boolean().exactOptional(),
  InternationalSendingEnabled: z.boolean().exactOptional(),
})

const bought = (stack: Stack): readonly OwnedNumber[] =>
  stack.all(phoneNumber).map(({ arn, ref, attributes, properties }) => ({
    ...common,
    PhoneNumberArn: arn,
    PhoneNumberId: ref,
    PhoneNumber: attributes['PhoneNumber'] ?? '',
    IsoCountryCode: properties.IsoCountryCode,
    NumberType: properties.NumberType,
    TwoWayEnabled: properties.TwoWay !== undefined,
    TwoWayChannelArn: properties.TwoWay?.ChannelArn ?? '',
    SelfManagedOptOutsEnabled: properties.SelfManagedOptOutsEnabled,
  }))

const owned = (
  { numbers, numberIds, numbersAttached, pendingNumbers }: Account,
  { place, outputs }: Stack,
): readonly OwnedNumber[] =>
  numbers.map((number, i) => ({
    ...common,
    ...(numbersAttached && attachedTo(outputs['InboundTopicArn'] ?? '')),
    ...identityOf(numberIds[number] ?? `phone-${i}`, place),
    PhoneNumber: number,
    Status: pendingNumbers.includes(number) ? 'PENDING' : 'ACTIVE',
    IsoCountryCode: countryOf(number) ?? '',
  }))

/** The settings of a number after `ops attach`. */
const attachedTo = (TwoWayChannelArn: string) => ({
  TwoWayEnabled: true,
  TwoWayChannelArn,
  SelfManagedOptOutsEnabled: true,
  DeletionProtectionEnabled: true,
})

const identityOf = (id: string, place: Stack['place']) => ({
  PhoneNumberArn: arnOf('sms-voice', place, `phone-number/${id}`),
  PhoneNumberId: id,
})

/** The country of a phone number (ISO 3166). */
export const countryOf = (number: string): string | undefined => parsePhoneNumberFromString(number)?.country

const common = {
  Status: 'ACTIVE',
  MessageType: 'TRANSACTIONAL',
  NumberCapabilities: ['SMS'],
  NumberType: 'LONG_CODE',
  MonthlyLeasingPrice: '1.00',
  TwoWayEnabled: false,
  TwoWayChannelArn: '',
  SelfManagedOptOutsEnabled: false,
  OptOutListName: 'Default',
  DeletionProtectionEnabled: false,
  InternationalSendingEnabled: false,
  CreatedTimestamp: 0,
} as const
