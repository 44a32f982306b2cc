import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { expect, test } from 'vitest'
import type { Deployment } from '../../../ops/deployment.ts'
import { readSettings } from '../../../settings/read.ts'
import type { Settings } from '../../../settings/schema.ts'
import { example, exampleWith } from '../../../test/settings/checked.ts'
import { deployedAs } from '../../test/deployed.ts'
import { deliveryEventTypes } from '../delivery-report.ts'
import { checkDelivery } from '../ops/checks.ts'
import { checkDryRuns } from '../ops/dry-runs.ts'
import { checkLines } from '../ops/numbers.ts'
import { awsOperations } from '../ops/operations.ts'
import { checkPrice } from '../ops/price.ts'

const DeliveryTopicArn = 'arn:aws:sns:eu-west-3:123456789012:Delivery'

/** A stage where End User Messaging answers this to a request with this name and input. */
const deployedWhere = (
  answer: (name: string, input: object) => object,
  more: Partial<Deployment> = {},
  of = example,
) => {
  const endUserMessaging = Object.assign(new PinpointSMSVoiceV2Client({ region: 'eu-west-3' }), {
    send: async (command: { readonly input: object }) => answer(command.constructor.name, command.input),
  })
  const outputs = { ConfigurationSetName: 'set', DeliveryTopicArn }
  return deployedAs(of, { outputs, aws: { endUserMessaging }, more }).deployment
}

const stateOf = (partPriceUsd: number, ...countries: Settings['countries']) =>
  checkPrice({ ...example, partPriceUsd, countries }).map(({ state }) => state)

test('a price is fine if AWS asked no more for the dearest of the countries', () => {
  expect(stateOf(0.08, 'IT')).toEqual(['ok'])
  expect(stateOf(0.0958_2, 'BE', 'FR')).toEqual(['ok'])
  expect(stateOf(0.09, 'FR', 'BE')).toEqual(['remark'])
})

test('a price far below what a country costs is to be corrected, since AWS would refuse every reply', () => {
  expect(stateOf(0.08, 'BE')).toEqual(['remark'])
  expect(checkPrice({ ...example, partPriceUsd: 0.008, countries: ['BE'] })).toMatchObject([
    {
      what: 'Price of a part',
      state: 'fix',
      say: 'at most 0.008 USD, but AWS asked 0.09582 for BE in April 2022, and refuses a reply that costs more: look it up, and correct partPriceUsd',
    },
  ])
})

test('nothing is said of a country whose price we could not read, nor of simulators', () => {
  expect(stateOf(0.001, 'CU')).toEqual([])
  expect(checkPrice({ ...readSettings('rehearsal'), partPriceUsd: 0.000_01 })).toEqual([])
})

test('doctor names the role by which AWS publishes texts to a number that had one before it was attached', async () => {
  const [topic, role] = ['arn:aws:sns:eu-west-3:123456789012:Inbound', 'arn:aws:iam::123456789012:role/Before']
  const attached = { TwoWayEnabled: true, TwoWayChannelArn: topic, SelfManagedOptOutsEnabled: true }
  const outputs = { outputs: { InboundTopicArn: topic } as Deployment['outputs'] }
  const itsNumber = { PhoneNumber: '+393990000000', Status: 'ACTIVE', IsoCountryCode: 'IT' }
  const remarksOn = async (more: object) => {
    const deployment = deployedWhere(() => ({ PhoneNumbers: [{ ...itsNumber, ...attached, ...more }] }), outputs)
    return (await checkLines(deployment)).flatMap(({ what, state, say }) => (state === 'remark' ? [what, say] : []))
  }
  expect(await remarksOn({})).toEqual([])
  expect(await remarksOn({ TwoWayChannelRole: role })).toEqual([
    '+393990000000: two-way role',
    expect.stringMatching(`^texts are published as ${role}, .* sns:Publish on ${topic}, and kms:Decrypt `),
  ])
})

test('tier and spend limit are found on whatever page, and a limit that the account has chosen counts', async () => {
  const limit = { MaxLimit: 900, EnforcedLimit: 500, Overridden: true }
  const pages = (Overridden: boolean): { readonly [name: string]: readonly [object, object] } => ({
    DescribeAccountAttributesCommand: [{}, { AccountAttributes: [{ Name: 'ACCOUNT_TIER', Value: 'PRODUCTION' }] }],
    DescribeSpendLimitsCommand: [
      { SpendLimits: [{ ...limit, Name: 'VOICE_MESSAGE_MONTHLY_SPEND_LIMIT', EnforcedLimit: 1 }] },
      { SpendLimits: [{ ...limit, Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT', Overridden }] },
    ],
  })
  const said = async (isChosen: boolean) => {
    const deployment = deployedWhere((name, input) => {
      const [first, second] = pages(isChosen)[name] ?? []
      return 'NextToken' in input && input.NextToken === 'more' ? { ...second } : { ...first, NextToken: 'more' }
    })
    const checks = await Promise.all(awsOperations.checksOfAccount?.(deployment) ?? [])
    return checks.flat().flatMap(({ what, say }) => (/^S/.test(what) ? [`${what}: ${say}`] : []))
  }
  expect(await said(true)).toEqual(['SMS sandbox: left', expect.stringMatching(/^Spend limit: 500 USD a month, but /)])
  expect(await said(false)).toEqual(['SMS sandbox: left', expect.stringMatching(/^Spend limit: 900 USD a month, of /)])
})

const SnsDestination = { TopicArn: DeliveryTopicArn }
const reports = { EventDestinationName: 'reports', Enabled: true, MatchingEventTypes: ['TEXT_ALL'], SnsDestination }
const putBack = /: have an administrator put it back/

test.each<[string, object | undefined, string, RegExp]>([
  ['exactly the events that the functions read', { MatchingEventTypes: deliveryEventTypes }, 'ok', /^AWS reports/],
  ['one event type missing', { MatchingEventTypes: deliveryEventTypes.slice(1) }, 'fix', putBack],
  ['destination disabled', { Enabled: false }, 'fix', putBack],
  ['another topic', { SnsDestination: { TopicArn: `${DeliveryTopicArn}-2` } }, 'fix', putBack],
  ['configuration set gone', undefined, 'fix', /^the configuration set is gone, .*: have an administrator put it back/],
])('doctor checks that AWS reports what becomes of replies: %s', async (_, changes, state, say) => {
  const deployment = deployedWhere(() => {
    if (changes === undefined) throw Object.assign(new Error('no'), { name: 'ResourceNotFoundException' })
    return { ConfigurationSets: [{ EventDestinations: [{ ...reports, ...changes }] }] }
  })
  expect(await checkDelivery(deployment)).toEqual([expect.objectContaining({ state, say: expect.stringMatching(say) })])
})

test('a line that may answer a country and is refused is a fault, even if another line may answer it, too', async () => {
  const lines = ['+32460000000', '+32460000001', '+33639980000'].map((number) => ({ number, language: 'fr' }))
  const refusing = deployedWhere(
    () => {
      throw Object.assign(new Error('no'), { Reason: 'NO_ORIGINATION_IDENTITIES_FOUND' })
    },
    { lineNumbers: lines.map(({ number }) => number) },
    exampleWith({ lines, countries: ['BE', 'FR'] }),
  )
  const states = (await checkDryRuns(refusing, () => {})).map(({ state }) => state)
  expect(states).toEqual(['fix', 'remark', 'fix', 'remark', 'remark', 'fix'])
})
