import type { CarrierLine } from '../../../local/account.ts'
import type { Place } from '../../../local/template/resource-type.ts'
import { addressOf } from '../../../settings/lines.ts'
import { resourceArn } from './resource-arn.ts'

/** A number on WhatsApp. */
export type BusinessNumber = {
  /** The address that the rest of the code uses for its line. */
  readonly address: string
  readonly number: string
  /** AWS's id of the number. */
  readonly phoneNumberId: string
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

/** Creates an account with a stage's lines on WhatsApp. */
export const createBusinessAccount = (lines: readonly CarrierLine[], place: Place): BusinessAccount => {
  const numbers = lines.flatMap(({ number, phoneNumberId }, i) =>
    phoneNumberId === undefined
      ? []
      : [
          {
            address: addressOf({ carrier: 'whatsapp' }, number),
            number,
            phoneNumberId,
            arn: resourceArn('phone-number-id', phoneNumberId, place),
            metaPhoneNumberId: `10654035280${1000 + i}`,
          },
        ],
  )
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
