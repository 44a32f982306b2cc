import { createHash } from 'node:crypto'
import { getExampleNumber, isSupportedCountry } from 'libphonenumber-js/mobile'
import examples from 'libphonenumber-js/mobile/examples'
import { z } from 'zod'
import { Refusal } from '../../../settings/refusal.ts'
import { arnOf, type ResourceType } from '../../template/resource-type.ts'

const keyword = z.strictObject({ Message: z.string() })

const properties = z
  .strictObject({
    IsoCountryCode: z.string(),
    NumberType: z.enum(['LONG_CODE', 'SIMULATOR']),
    NumberCapabilities: z.array(z.literal('SMS')),
    TwoWay: z.strictObject({ Enabled: z.literal(true), ChannelArn: z.string() }).optional(),
    SelfManagedOptOutsEnabled: z.boolean().default(false),
    // CloudFormation requires these keywords for every number. Their messages are never sent while opt-outs are self-managed.
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
  })

/** A number that the stack buys. Here it is an unassigned number of the same country. */
export const phoneNumber: ResourceType<z.infer<typeof properties>> = {
  type: 'AWS::SMSVOICE::PhoneNumber',
  properties,
  ignored: {},
  identify: (name, place, { IsoCountryCode }) => {
    const arn = arnOf('sms-voice', place, `phone-number/${name}`)
    const number = madeUpNumber(IsoCountryCode, name)
    return { arn, ref: name, attributes: { Arn: arn, PhoneNumberId: name, PhoneNumber: number } }
  },
}

const madeUpNumber = (country: unknown, name: string): string => {
  const example = typeof country === 'string' && isSupportedCountry(country) && getExampleNumber(country, examples)
  if (!example)
    throw new Refusal(`There are no phone numbers in ${JSON.stringify(country)}, where ${name} should be bought.`)
  const digits = createHash('sha256').update(name).digest().readUInt16BE() % 10_000
  return example.number.slice(0, -4) + String(digits).padStart(4, '0')
}
