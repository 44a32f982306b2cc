import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'

import type { Place } from '../template/kinds/kind.ts'
import { arnOf } from '../template/kinds/kind.ts'
import { phoneNumber } from '../template/kinds/phone-number.ts'
import type { Stack } from '../template/stack.ts'
import { type Account, accountAttributes, spendLimits } from './account.ts'
import { answerJson, ServiceFailure } from './service.ts'

/** End User Messaging (v2 of the SMS and voice API): the account's numbers, bought by the template or otherwise, and its limits. */
export const createEndUserMessaging = (stack: Stack, account: Account) => {
  const numbers = [...bought(stack), ...account.numbers.map((number, i) => unattached(number, i, stack.place))]
  const find = (id: unknown) => {
    const index = numbers.findIndex(
      ({ PhoneNumberArn, PhoneNumberId }) => id === PhoneNumberArn || id === PhoneNumberId,
    )
    if (index < 0) throw new ServiceFailure('ResourceNotFoundException', 'Resource not found')
    return index
  }
  return answerJson('sms-voice', {
    DescribePhoneNumbers: () => ({ PhoneNumbers: numbers }),
    UpdatePhoneNumber: ({ PhoneNumberId, ...changes }) => {
      const index = find(PhoneNumberId)
      const updated = Object.assign(numbers[index] ?? {}, changes)
      return updated
    },
    PutResourcePolicy: ({ ResourceArn, Policy }) => {
      find(ResourceArn)
      return { ResourceArn, Policy, CreatedTimestamp: Date.now() / 1000 }
    },
    DescribeAccountAttributes: () => accountAttributes(account),
    DescribeSpendLimits: () => spendLimits(account),
  })
}

const bought = (stack: Stack) =>
  stack.all(phoneNumber).map(({ arn, ref, attributes, properties }) => ({
    ...common,
    PhoneNumberArn: arn,
    PhoneNumberId: ref,
    PhoneNumber: attributes['PhoneNumber'] ?? '',
    IsoCountryCode: properties.IsoCountryCode,
    TwoWayEnabled: true,
    TwoWayChannelArn: properties.TwoWay.ChannelArn,
    SelfManagedOptOutsEnabled: true,
    InternationalSendingEnabled: false,
  }))

const unattached = (number: string, index: number, place: Place) => ({
  ...common,
  PhoneNumberArn: arnOf('sms-voice', place, `phone-number/phone-${index}`),
  PhoneNumberId: `phone-${index}`,
  PhoneNumber: number,
  IsoCountryCode: parsePhoneNumberFromString(number)?.country ?? '',
  TwoWayEnabled: false,
  TwoWayChannelArn: '',
  SelfManagedOptOutsEnabled: false,
  InternationalSendingEnabled: false,
})

const common = {
  Status: 'ACTIVE',
  NumberType: 'LONG_CODE',
  MessageType: 'TRANSACTIONAL',
  MonthlyLeasingPrice: '1.00',
  CreatedTimestamp: 0,
}
