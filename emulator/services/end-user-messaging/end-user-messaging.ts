import type { ServiceHandler } from '../../endpoint/router.ts'
import { answerJson } from '../../endpoint/service.ts'
import type { Journal } from '../../journal.ts'
import type { Phones } from '../../phones/phones.ts'
import { limitRates } from '../../rate-limiter.ts'
import type { Credentials } from '../iam/credentials.ts'
import { accountAttributes, spendLimits } from './account-limits.ts'
import type { Dependencies } from './checks.ts'
import { describeConfigurationSets } from './describe-configuration-sets.ts'
import { createOutcomes, type Outcome } from './outcomes.ts'
import { defaultQuotas, throttled } from './quotas.ts'
import { createReports } from './reports.ts'
import { createSending, type Submitted } from './sending.ts'
import { createSpending } from './spending.ts'

/** Controls the outcome of messages. */
type Sms = {
  /** Sets the outcome of all later messages to this destination. */
  readonly deliverAs: (destination: string, outcome: Outcome) => void
}

export type EndUserMessaging = {
  readonly answer: ServiceHandler
  readonly sms: Sms
  readonly submitted: Journal<Submitted>
}

type Options = Omit<Dependencies, 'spending'> & {
  readonly credentials: Credentials
  readonly deliver: Phones['deliver']
}

/** End User Messaging (version 2 of the SMS and voice API): the account's numbers and limits, and the messages that it sends. */
export const createEndUserMessaging = ({ credentials, deliver, ...given }: Options): EndUserMessaging => {
  const { stack, account, numbers } = given
  const now = Date.now
  const createdAt = now()
  const outcomes = createOutcomes()
  const report = createReports(stack, credentials)
  const spending = createSpending(account.spentUsd, now)
  const { send, submitted } = createSending({ ...given, spending, outcomeOf: outcomes.of, report, deliver, now })
  const answer = answerJson('sms-voice', {
    SendTextMessage: send,
    DescribePhoneNumbers: () => ({ PhoneNumbers: numbers.all() }),
    UpdatePhoneNumber: numbers.update,
    DescribeConfigurationSets: (parameters) => describeConfigurationSets(stack, parameters, createdAt),
    DescribeAccountAttributes: () => accountAttributes(account),
    DescribeSpendLimits: () => spendLimits(account),
  })
  const rates = { ...defaultQuotas, ...account.requestRates }
  return { answer: limitRates(answer, rates, throttled, now), sms: { deliverAs: outcomes.decide }, submitted }
}
