import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { expect, test } from 'vitest'

import { checkLines } from '../../../carriers/aws/ops/numbers.ts'
import type { Deployment } from '../../../ops/deployment.ts'
import { example } from '../../settings/checked.ts'
import { deployedAs } from '../deployed.ts'

test('doctor names the role by which AWS publishes texts to a number that had one before it was attached', async () => {
  const [topic, role] = ['arn:aws:sns:eu-west-3:123456789012:Inbound', 'arn:aws:iam::123456789012:role/Before']
  const attached = { TwoWayEnabled: true, TwoWayChannelArn: topic, SelfManagedOptOutsEnabled: true }
  const outputs = { outputs: { InboundTopicArn: topic } as Deployment['outputs'] }
  const remarksOn = async (more: object) => {
    const endUserMessaging = Object.assign(new PinpointSMSVoiceV2Client({ region: 'eu-west-3' }), {
      send: async () => ({
        PhoneNumbers: [{ PhoneNumber: '+393990000000', Status: 'ACTIVE', IsoCountryCode: 'IT', ...attached, ...more }],
      }),
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
