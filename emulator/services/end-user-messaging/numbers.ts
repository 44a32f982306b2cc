import { createHash } from 'node:crypto'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { getExampleNumber, isSupportedCountry } from 'libphonenumber-js/mobile'
import examples from 'libphonenumber-js/mobile/examples'
import { z } from 'zod'
import type { Account } from '../../account.ts'
import { CloudError } from '../../cloud-error.ts'
import { arnOf, type ResourceType } from '../../template/resource-type.ts'
import type { Stack } from '../../template/stack.ts'
import { invalid, notFound, readParameters } from './request.ts'

/** What a number of the account has unless it is said otherwise. */
const common = {
  Status: 'ACTIVE' as 'ACTIVE' | 'PENDING',
  MessageType: 'TRANSACTIONAL' as const,
  NumberType: 'LONG_CODE' as 'LONG_CODE' | 'SIMULATOR',
  MonthlyLeasingPrice: '1.00',
  TwoWayEnabled: false,
  TwoWayChannelArn: '',
  SelfManagedOptOutsEnabled: false,
  DeletionProtectionEnabled: false,
  InternationalSendingEnabled: false,
}

type Identity = Record<'PhoneNumberArn' | 'PhoneNumberId' | 'PhoneNumber' | 'IsoCountryCode', string>

/** A phone number of the account, as DescribePhoneNumbers returns it (API reference, PhoneNumberInformation). */
export type OwnedNumber = Readonly<typeof common & Identity>

export type Numbers = ReturnType<typeof createNumbers>

/** The numbers of the account: those that the template buys, and those that the account has besides. */
export const createNumbers = (stack: Stack, account: Account) => {
  let numbers: readonly OwnedNumber[] = [...bought(stack), ...owned(account, stack)]
  const find = (identity: string): OwnedNumber | undefined =>
    numbers.find(({ PhoneNumber, PhoneNumberId, PhoneNumberArn }) =>
      [PhoneNumber, PhoneNumberId, PhoneNumberArn].includes(identity),
    )
  return {
    all: () => numbers,
    find,
    /** Performs UpdatePhoneNumber, and returns the changed number. Throws a `ServiceFailure`. */
    update: (parameters: object): OwnedNumber => {
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

/** The request (API reference, UpdatePhoneNumber). Whether a simulator can be two-way isn't documented; here it can. */
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
  { numbers, numberIds, twoWayTopicArn, deletionProtection, pendingNumbers }: Account,
  { place, outputs }: Stack,
): readonly OwnedNumber[] =>
  numbers.map((number, i) => {
    const PhoneNumberId = numberIds[number] ?? `phone-${i}`
    const TwoWayChannelArn = twoWayTopicArn?.(outputs)
    return {
      ...common,
      // Opt-outs are self-managed where texts go to a topic.
      ...(TwoWayChannelArn !== undefined && { TwoWayEnabled: true, TwoWayChannelArn, SelfManagedOptOutsEnabled: true }),
      DeletionProtectionEnabled: deletionProtection,
      PhoneNumberArn: arnOf('sms-voice', place, `phone-number/${PhoneNumberId}`),
      PhoneNumberId,
      PhoneNumber: number,
      Status: pendingNumbers.includes(number) ? 'PENDING' : 'ACTIVE',
      IsoCountryCode: countryOf(number) ?? '',
    }
  })

/** The country of a phone number (ISO 3166). */
export const countryOf = (number: string): string | undefined => parsePhoneNumberFromString(number)?.country

const keyword = z.strictObject({ Message: z.string() })

/** A number that the stack buys. Here it is an unassigned number of the same country. */
export const phoneNumber = {
  type: 'AWS::SMSVOICE::PhoneNumber',
  properties: z
    .strictObject({
      IsoCountryCode: z.string(),
      NumberType: z.enum(['LONG_CODE', 'SIMULATOR']),
      NumberCapabilities: z.array(z.literal('SMS')),
      TwoWay: z.strictObject({ Enabled: z.literal(true), ChannelArn: z.string() }).optional(),
      SelfManagedOptOutsEnabled: z.boolean().default(false),
      // CloudFormation requires these keywords, whose messages are never sent while opt-outs are self-managed.
      MandatoryKeywords: z.strictObject({ HELP: keyword, STOP: keyword }),
    })
    .refine(({ TwoWay, SelfManagedOptOutsEnabled }) => TwoWay === undefined || SelfManagedOptOutsEnabled, {
      path: ['SelfManagedOptOutsEnabled'],
      error: 'must be true for a two-way number, or AWS itself answers HELP and STOP, which nothing here does',
    })
    // User guide, opt-out-list-self-managed.
    .refine(({ TwoWay, SelfManagedOptOutsEnabled }) => TwoWay !== undefined || !SelfManagedOptOutsEnabled, {
      path: ['SelfManagedOptOutsEnabled'],
      error: 'must be left out, since a number must be two-way before its opt-outs can be self-managed',
    })
    // User guide, test-phone-numbers.
    .refine(({ NumberType, IsoCountryCode }) => NumberType !== 'SIMULATOR' || IsoCountryCode === 'US', {
      path: ['IsoCountryCode'],
      error: 'must be US, which alone has simulator numbers that send',
    }),
  identify: (name, place, { IsoCountryCode }) => {
    const arn = arnOf('sms-voice', place, `phone-number/${name}`)
    const number = madeUpNumber(IsoCountryCode, name)
    return { arn, ref: name, attributes: { Arn: arn, PhoneNumberId: name, PhoneNumber: number } }
  },
} satisfies ResourceType<unknown>

const madeUpNumber = (country: unknown, name: string): string => {
  const example = typeof country === 'string' && isSupportedCountry(country) && getExampleNumber(country, examples)
  if (!example)
    throw new CloudError(`There are no phone numbers in ${JSON.stringify(country)}, where ${name} should be bought.`)
  const digits = createHash('sha256').update(name).digest().readUInt16BE() % 10_000
  return example.number.slice(0, -4) + String(digits).padStart(4, '0')
}
