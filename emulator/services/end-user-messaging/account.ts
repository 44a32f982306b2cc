import { z } from 'zod'
import type { Account } from '../../account.ts'
import { answerJson, type ServiceError } from '../../endpoint/answers.ts'
import { limitRates, quotaOf, type Rates } from '../../endpoint/rate-limiter.ts'
import type { Phones } from '../../phones/phones.ts'
import type { Stack } from '../../template/stack.ts'
import type { Credentials } from '../iam/credentials.ts'
import type { Dependencies } from './checks.ts'
import { configurationSet, createReports } from './reports.ts'
import { notFound, readParameters } from './request.ts'
import { createOutcomes, createSending } from './sending.ts'

type Options = Omit<Dependencies, 'spending'> & {
  readonly credentials: Credentials
  readonly deliver: Phones['deliver']
}

/** End User Messaging (SMS and voice API, version 2): numbers, limits, and the messages that it sends. */
export const createEndUserMessaging = ({ credentials, deliver, ...given }: Options) => {
  const { stack, account, numbers } = given
  const outcomes = createOutcomes()
  const report = createReports(stack, credentials)
  const spending = { usd: account.spentUsd }
  const { send, submitted } = createSending({ ...given, spending, outcomeOf: outcomes.of, report, deliver })
  const answer = answerJson('sms-voice', {
    SendTextMessage: send,
    DescribePhoneNumbers: () => ({ PhoneNumbers: numbers.all() }),
    UpdatePhoneNumber: numbers.update,
    DescribeConfigurationSets: (parameters) => describeConfigurationSets(stack, parameters),
    DescribeAccountAttributes: () => ({ AccountAttributes: [{ Name: 'ACCOUNT_TIER', Value: account.tier }] }),
    DescribeSpendLimits: () => spendLimits(account),
  })
  return {
    answer: limitRates(answer, defaultQuotas, account.requestRates, throttled, Date.now),
    sms: { deliverAs: outcomes.decide },
    submitted,
  }
}

const spendLimits = ({ spendLimitUsd }: Account) => ({
  SpendLimits: [
    {
      Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT',
      EnforcedLimit: spendLimitUsd,
      MaxLimit: spendLimitUsd,
      Overridden: false,
    },
  ],
})

/** The configuration sets with these names. Throws a `ServiceFailure` for an unknown name. */
const describeConfigurationSets = (stack: Stack, parameters: object) => ({
  ConfigurationSets: readParameters(request, parameters).ConfigurationSetNames.map((name) => {
    const found = stack.all(configurationSet).find(({ ref }) => ref === name)
    if (found === undefined) throw notFound('configuration-set', name)
    return {
      ConfigurationSetArn: found.arn,
      ConfigurationSetName: name,
      EventDestinations: found.properties.EventDestinations,
    }
  }),
})

/** The request (API reference, DescribeConfigurationSets). */
const request = z.strictObject({ ConfigurationSetNames: z.array(z.string()).min(1).max(5) })

/** Default quotas of a region (user guide, quotas). A dry run is a request like any other (SendTextMessage, DryRun). */
export const defaultQuotas: Rates = {
  SendTextMessage: quotaOf(1),
  UpdatePhoneNumber: quotaOf(1),
  DescribePhoneNumbers: quotaOf(1),
  DescribeConfigurationSets: quotaOf(1),
  DescribeAccountAttributes: quotaOf(1),
  DescribeSpendLimits: quotaOf(1),
}

/** "Too many requests were sent during a certain amount of time" (API reference, ThrottlingException). */
const throttled: ServiceError = { code: 'ThrottlingException', message: 'Rate exceeded', status: 400 }
