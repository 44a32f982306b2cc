import { arnOf, type Place } from '../../../emulator/index.ts'

/** A number on WhatsApp that is linked to the account. */
export type WhatsAppNumber = {
  /** The name by which people here text it, since the same number may also have a phone. */
  readonly address: string
  readonly number: string
  readonly phoneNumberId: string
}

export type BusinessNumber = WhatsAppNumber & {
  readonly arn: string
  readonly metaPhoneNumberId: string
}

/** A WhatsApp Business account that is linked to the AWS account. */
export type BusinessAccount = ReturnType<typeof createBusinessAccount>

const id = 'waba-fb2594b8a7974770b128a409e2000000'

export const createBusinessAccount = (linked: readonly WhatsAppNumber[], place: Place) => {
  const numbers: readonly BusinessNumber[] = linked.map((one, i) => ({
    ...one,
    arn: resourceArn('phone-number-id', one.phoneNumberId, place),
    metaPhoneNumberId: `10654035280${1000 + i}`,
  }))
  let destinations: readonly string[] = []
  return {
    id,
    arn: resourceArn('waba', id, place),
    /** Meta's id of the account. */
    wabaId: '102290129340398',
    numbers,
    find: (id: string): BusinessNumber | undefined => numbers.find(({ phoneNumberId }) => phoneNumberId === id),
    /** The destinations of its events: one topic or none. */
    destinations: () => destinations,
    setDestinations: (arns: readonly string[]): void => {
      destinations = arns
    },
  }
}

/** The id `phone-number-id-0123abcd` is the resource `phone-number-id/0123abcd` (API, WhatsAppPhoneNumberDetail). */
export const resourceArn = (type: 'waba' | 'phone-number-id', id: string, place: Place): string =>
  arnOf('social-messaging', place, `${type}/${id.replace(new RegExp(`^${type}-`), '')}`)
