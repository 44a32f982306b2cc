import { arnOf, type Place } from '../../../emulator/index.ts'

/** A number on WhatsApp that is linked to the account. */
export type WhatsAppNumber = {
  /** The name by which people here text it, since the same number may also have a phone. */
  readonly address: string
  readonly number: string
  readonly phoneNumberId: string
}

/** A WhatsApp Business account that is linked to the AWS account. */
export type BusinessAccount = ReturnType<typeof createBusinessAccount>

const id = 'waba-fb2594b8a7974770b128a409e2000000'

export const createBusinessAccount = (numbers: readonly WhatsAppNumber[], place: Place) => {
  let destinations: readonly string[] = []
  return {
    id,
    arn: resourceArn('waba', id, place),
    numbers,
    find: (id: string): WhatsAppNumber | undefined => numbers.find(({ phoneNumberId }) => phoneNumberId === id),
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
