import { arnOf, type Place } from '../../template/resource-type.ts'

/**
 * The ARN of an account or a number, from its id or its ARN. The id `phone-number-id-0123abcd` belongs to the resource
 * `phone-number-id/0123abcd` (API reference, WhatsAppPhoneNumberDetail).
 */
export const resourceArn = (type: 'waba' | 'phone-number-id', idOrArn: string, place: Place): string =>
  idOrArn.startsWith('arn:')
    ? idOrArn
    : arnOf('social-messaging', place, `${type}/${idOrArn.replace(new RegExp(`^${type}-`), '')}`)
