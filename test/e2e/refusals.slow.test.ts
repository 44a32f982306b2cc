import { describe, expect, type TestContext, test } from 'vitest'

import type { Account } from '../../local/account.ts'
import { newAccount } from '../../local/account.ts'
import type { Effect } from '../../local/endpoint/faults.ts'
import { startNumber, until } from './running-number.ts'
import { tellsOf } from './telling.ts'

const [line, sender] = ['+32460000000', '+32472114321']

type Circumstances = {
  readonly what: string
  readonly account?: Partial<Account>
  readonly forgotten?: string
  readonly effect?: Effect
  /** Why AWS refuses: its reason, or the name of its error. */
  readonly reason: string
}

/** A number whose carrier refuses, and somebody who has texted it. */
const refuse = async (
  { account, forgotten, effect }: Partial<Circumstances>,
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
) => {
  // Nine numbers at once: on a busy machine a function takes seconds, and what ends it in the midst leaves its reply uncertain.
  const number = await startNumber(10, {
    ...(account !== undefined && { account }),
    ...(forgotten !== undefined && { forgotten }),
  })
  onTestFinished(number.stop)
  if (effect !== undefined) number.cloud.faults.add({ service: 'sms-voice', action: 'SendTextMessage', effect })
  let attempts = 0
  number.cloud.calls.subscribe(({ action }) => {
    if (action === 'SendTextMessage') attempts++
  })
  return { number, id: await number.text(sender), attempts: () => attempts }
}

describe.concurrent('A reply waits, unsent and told to be refused, where AWS refuses the line or the account:', () => {
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
      what: 'a part costs more than the settings say',
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
    {
      what: 'too much is asked of it at once',
      effect: { error: 'ThrottlingException', status: 400 },
      reason: 'ThrottlingException',
    },
  ])('$what', async ({ reason, ...circumstances }, context) => {
    const { number, id, attempts } = await refuse(circumstances, context)
    expect(await number.probe()).toBe(reason)
    // It was its turn again, and the answer was the same. A third turn may come before one looks.
    await until('another refusal', () => number.count('LineRefused') >= 2)
    expect(await number.probe()).toBe(reason)
    await until('all refusals told', () => number.count('LineRefused') === attempts())
    expect(attempts()).toBeGreaterThanOrEqual(2)
    expect(number.outcomes(id)).toEqual([])
    expect(number.cloud.submitted.entries()).toEqual([])
    const told = number.cloud.logs.entries().map((entry) => entry.line)
    expect(told.filter((entry) => tellsOf(entry, [line, sender], 'Perroquet'))).toEqual([])
  })
})

describe.concurrent('A reply that will never be sent', () => {
  test('has failed where its sender is opted out at AWS, and others are answered', async (context) => {
    const { number, id, attempts } = await refuse({ account: { optedOutDestinations: [sender] } }, context)
    await until('an outcome', () => number.outcomes(id).length > 0)
    expect(number.outcomes(id)).toEqual(['failed'])
    expect(attempts()).toBe(1)
    expect(number.count('LineRefused')).toBe(0)
    const other = await number.text('+32473114321')
    await until('the other reply', () => number.outcomes(other).length > 0)
    expect(number.outcomes(other)).toEqual(['sent'])
  })

  test('is uncertain where the connection is cut, and not attempted again', async (context) => {
    const { number, id, attempts } = await refuse({ effect: 'reset' }, context)
    await until('an outcome', () => number.outcomes(id).length > 0)
    expect(number.outcomes(id)).toEqual(['uncertain'])
    expect(attempts()).toBe(1)
    expect(number.count('LineRefused')).toBe(0)
  })
})
