import { describe, expect, test } from 'vitest'

import { type Account, newAccount } from '../../emulator/index.ts'
import { holdsPersonalData } from './personal-data.ts'
import { startNumber } from './running-number.ts'

const line = '+32460000000'
/** Two senders, since a refusal may be about the phone of one. */
const senders = ['+32472114321', '+32473114321'] as const
const nextSender = '+32474114321'

type Circumstances = {
  readonly what: string
  readonly account?: Partial<Account>
  readonly forgotten?: string
  /** The reason that AWS gives, or the name of its error. */
  readonly reason: string
}

describe.concurrent('A reply waits unsent, and the refusal is reported, if AWS refuses the line or the account:', () => {
  test.for<Circumstances>([
    {
      what: 'the role may not send',
      forgotten: 'sms-voice:SendTextMessage',
      reason: 'AccessDeniedException',
    },
    {
      what: 'the account is in the sandbox',
      account: { tier: newAccount.tier },
      reason: 'DESTINATION_PHONE_NUMBER_NOT_VERIFIED',
    },
    {
      what: 'the spend limit of the month is reached',
      account: { spendLimitUsd: 30, spentUsd: 29.99 },
      reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT',
    },
    {
      what: 'a part costs more than the settings allow',
      account: { partPriceUsd: 0.09 },
      reason: 'PRICE_OVER_THRESHOLD',
    },
    {
      what: 'the number is being registered',
      account: { pendingNumbers: [line] },
      reason: 'RESOURCE_NOT_ACTIVE',
    },
    {
      what: 'the account has lost the number',
      account: { numbers: [] },
      reason: 'ResourceNotFoundException',
    },
  ])('$what', async ({ what: _, reason, ...circumstances }, { onTestFinished }) => {
    // Six numbers run at once. On a busy machine a function then takes seconds, and a timeout while it sends would leave its reply
    // uncertain.
    const number = await startNumber(10, circumstances)
    onTestFinished(number.stop)
    // There, a question may also time out before it is answered.
    const refusal = async (): Promise<string> => {
      const found = await number.retry()
      return found === 'NO_ANSWER' ? refusal() : found
    }
    const ids = [await number.text(senders[0])]
    expect(await refusal()).toBe(reason)
    ids.push(await number.text(senders[1]), await number.text(nextSender))
    expect(await refusal()).toBe(reason)
    expect(ids.flatMap(number.outcomes)).toEqual([])
    expect(number.cloud.submitted.entries()).toEqual([])
    const told = number.cloud.logs.entries().map((entry) => entry.line)
    expect(told.filter((entry) => holdsPersonalData(entry, [line, nextSender, ...senders], 'Perroquet'))).toEqual([])
  })
})
