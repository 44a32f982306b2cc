import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { expect, test } from 'vitest'
import type { Deployment } from '../../../ops/deployment.ts'
import { readSettings } from '../../../settings/read.ts'
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

/** AWS's price file as it was in April 2022, but for Peru and the United States: as it was on 28 September 2026. */
const priceFile = JSON.stringify({
  SMS: {
    countryPrices: {
      PE: { transactional: [{ name: 'All Networks', carrierFee: 0, domesticPrice: 0.23252 }] },
      US: {
        transactional: [
          { name: 'one network', carrierFee: 0.00247, domesticPrice: 0.00774 },
          { name: 'the dearest', carrierFee: 0.00421, domesticPrice: 0.00774 },
        ],
      },
    },
  },
})

const now = () => Date.parse('2026-12-02T00:00:00Z')

const pricesOf = async (partPriceUsd: number, number: string, country: string, file: string | Error = priceFile) => {
  const settings = exampleWith({ lines: [{ number, language: 'en' }], countries: [country], partPriceUsd })
  const download = async () => (typeof file === 'string' ? file : Promise.reject(file))
  return (await checkPrice({ settings, local: false, download, now })).map(({ state, say }) => `${state}: ${say.en}`)
}

test('a price below what AWS asks in a country is to be mended, since AWS would refuse every reply', async () => {
  expect(await pricesOf(0.03, '+51987654321', 'PE')).toEqual([
    'fix: at most 0.03 USD, but AWS asks 0.23252: AWS will refuse each reply. Write 0.23252 as partPriceUsd, and deploy',
  ])
  expect(await pricesOf(0.011, '+12025550123', 'US')).toMatchObject([expect.stringMatching(/^fix: .* asks 0\.01195/)])
  expect(await pricesOf(0.012, '+12025550123', 'US')).toEqual(['ok: at most 0.012 USD; AWS asks 0.01195'])
})

test.each([
  ['no file comes', new Error('HTTP 403')],
  ['it is not JSON', '<html>'],
  ['it has another form', '{ "SMS": [] }'],
])('a price is not known if %s, and doctor says of which day its own is', async (_, file) => {
  expect(await pricesOf(0.08, '+393990000000', 'IT', file)).toEqual([
    "remark: at most 0.08 USD; AWS's price file can't be read now; AWS asked 0.075 on 2022-04-03, over a year ago: look it up on AWS's price page",
  ])
})

test('a country that the file lacks is unknown, and neither a local stage nor a simulator asks', async () => {
  expect(await pricesOf(0.08, '+393990000000', 'IT')).toMatchObject([expect.stringMatching(/^remark: .* no price/)])
  const download = async () => expect.unreachable('Nobody outside is asked')
  expect(await checkPrice({ settings: example, local: true, download, now })).toEqual([])
  expect(await checkPrice({ settings: readSettings('rehearsal'), local: false, download, now })).toEqual([])
})

test('doctor names the role by which AWS publishes texts to a number that had one before it was attached', async () => {
  const [topic, role] = ['arn:aws:sns:eu-west-3:123456789012:Inbound', 'arn:aws:iam::123456789012:role/Before']
  const attached = { TwoWayEnabled: true, TwoWayChannelArn: topic, SelfManagedOptOutsEnabled: true }
  const outputs = { outputs: { InboundTopicArn: topic } as Deployment['outputs'] }
  const itsNumber = { PhoneNumber: '+393990000000', Status: 'ACTIVE', IsoCountryCode: 'IT' }
  const remarksOn = async (more: object) => {
    const deployment = deployedWhere(() => ({ PhoneNumbers: [{ ...itsNumber, ...attached, ...more }] }), outputs)
    return (await checkLines(deployment)).flatMap(({ what, state, say }) =>
      state === 'remark' ? [what.en, say.en] : [],
    )
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
    return checks.flat().flatMap(({ what, say }) => (/^S/.test(what.en) ? [`${what.en}: ${say.en}`] : []))
  }
  expect(await said(true)).toEqual(['SMS sandbox: left', expect.stringMatching(/^Spend limit: 500 USD a month, but /)])
  expect(await said(false)).toEqual(['SMS sandbox: left', expect.stringMatching(/^Spend limit: 900 USD a month, of /)])
})

test('doctor says what is not known of sending in Canada', async () => {
  const settings = exampleWith({ lines: [{ number: '+15145550123', language: 'fr' }], countries: ['CA'] })
  const checks = await Promise.all(awsOperations.checksOfAccount?.(deployedWhere(() => ({}), {}, settings)) ?? [])
  const said = checks.flat().find(({ what }) => what.en === 'Sending')
  expect(said).toMatchObject({ state: 'remark', say: { en: expect.stringMatching(/136 characters.* is not known/) } })
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
  expect(await checkDelivery(deployment)).toEqual([
    expect.objectContaining({ state, say: expect.objectContaining({ en: expect.stringMatching(say) }) }),
  ])
})

test('a line that may answer a country and is refused is a fault, even if another line may answer it, too', async () => {
  const lines = ['+32460000000', '+32460000001', '+352621000000'].map((number) => ({ number, language: 'fr' }))
  const refusing = deployedWhere(
    () => {
      throw Object.assign(new Error('no'), { Reason: 'NO_ORIGINATION_IDENTITIES_FOUND' })
    },
    { lineNumbers: lines.map(({ number }) => number) },
    exampleWith({ lines, countries: ['BE', 'LU'] }),
  )
  const states = (await checkDryRuns(refusing, () => {})).map(({ state }) => state)
  expect(states).toEqual(['fix', 'remark', 'fix', 'remark', 'remark', 'fix'])
})

test('a rehearsal ends with the lines that give back a number that the stage bought, in its region', () => {
  const releaseAt = (stage: string, line: string) => {
    const more = { lineNumbers: [line], region: 'us-east-1' }
    const { deployment } = deployedAs(readSettings(stage), { outputs: {}, more })
    return awsOperations.simulators?.rehearsal(deployment)?.release
  }
  expect(releaseAt('rehearsal', '+12065550100')).toEqual([
    expect.stringMatching(/^id=\$\(aws \S+ describe-phone-numbers .*'\+12065550100'.* --region us-east-1\)$/),
    expect.stringMatching(
      / update-phone-number --phone-number-id "\$id" --no-deletion-protection-enabled --region us-/,
    ),
    'aws pinpoint-sms-voice-v2 release-phone-number --phone-number-id "$id" --region us-east-1',
  ])
  expect(releaseAt('local', '+32460000000')).toEqual([])
})
