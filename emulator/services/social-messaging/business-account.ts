import type { WhatsAppNumber } from '../../account.ts'
import { arnOf, type Place } from '../../template/resource-type.ts'

/** A number on WhatsApp. */
export type BusinessNumber = WhatsAppNumber & {
  readonly arn: string
  /** Meta's id of the number. */
  readonly metaPhoneNumberId: string
}

/** A WhatsApp Business account that is linked to the AWS account. */
export type BusinessAccount = {
  readonly id: string
  readonly arn: string
  /** Meta's id of the account. */
  readonly wabaId: string
  readonly numbers: readonly BusinessNumber[]
  /** Finds the number with this id or ARN. */
  readonly find: (idOrArn: string) => BusinessNumber | undefined
  /** The destinations of its events: one topic or none. */
  readonly destinations: () => readonly string[]
  readonly setDestinations: (arns: readonly string[]) => void
}

const id = 'waba-fb2594b8a7974770b128a409e2000000'

/** Creates an account with these numbers. */
export const createBusinessAccount = (linked: readonly WhatsAppNumber[], place: Place): BusinessAccount => {
  const numbers = linked.map((one, i) => ({
    ...one,
    arn: resourceArn('phone-number-id', one.phoneNumberId, place),
    metaPhoneNumberId: `10654035280${1000 + i}`,
  }))
  let destinations: readonly string[] = []
  return {
    id,
    arn: resourceArn('waba', id, place),
    wabaId: '102290129340398',
    numbers,
    find: (idOrArn) => numbers.find(({ phoneNumberId, arn }) => phoneNumberId === idOrArn || arn === idOrArn),
    destinations: () => destinations,
    setDestinations: (arns) => {
      destinations = arns
    },
  }
}

/**
 * The ARN of an account or a number, from its id or its ARN. The id `phone-number-id-0123abcd` belongs to the resource
 * `phone-number-id/0123abcd` (API reference, WhatsAppPhoneNumberDetail).
 */
export const resourceArn = (type: 'waba' | 'phone-number-id', idOrArn: string, place: Place): string =>
  idOrArn.startsWith('arn:')
    ? idOrArn
    : arnOf('social-messaging', place, `${type}/${idOrArn.replace(new RegExp(`^${type}-`), '')}`)
