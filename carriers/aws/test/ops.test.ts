import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { expect, test } from 'vitest'
import type { Deployment } from '../../../ops/deployment.ts'
import { readSettings } from '../../../settings/read.ts'
import type { Settings } from '../../../settings/schema.ts'
import { example } from '../../../test/settings/checked.ts'
import { deployedAs } from '../../test/deployed.ts'
import { checkLines } from '../ops/numbers.ts'
import { checkPrice } from '../ops/price.ts'

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
    const endUserMessaging = Object.assign(new PinpointSMSVoiceV2Client({ region: 'eu-west-3' }), {
      send: async () => ({ PhoneNumbers: [{ ...itsNumber, ...attached, ...more }] }),
    })
    const { deployment } = deployedAs(example, { outputs: {}, aws: { endUserMessaging }, more: outputs })
    return (await checkLines(deployment)).flatMap(({ what, state, say }) => (state === 'remark' ? [what, say] : []))
  }
  expect(await remarksOn({})).toEqual([])
  expect(await remarksOn({ TwoWayChannelRole: role })).toEqual([
    '+393990000000: two-way role',
    expect.stringMatching(`^texts are published as ${role}, .* sns:Publish on ${topic}, and kms:Decrypt `),
  ])
})
