import { describe, expect, test } from 'vitest'
import { changesIn } from '../../ops/checks/policies.ts'
import { sayTrial, troublesOf } from '../../ops/checks/stack.ts'
import { example } from '../settings/checked.ts'

const arn = 'arn:aws:sns:eu-west-3:000000000000:AntiRelou-prod-Inbound'
const secure = { Sid: 'Secure', Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: arn }
const ifInsecure = { Bool: { 'aws:SecureTransport': 'false' } }
const allowed = {
  Effect: 'Allow',
  Principal: { Service: 'sms-voice.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: arn,
}
const from = (account: string, source = 'arn:aws:sms-voice:*') => ({
  StringEquals: { 'aws:SourceAccount': account },
  ArnLike: { 'aws:SourceArn': source },
})
const [deny, allow] = [
  { ...secure, Condition: ifInsecure },
  { ...allowed, Condition: from('000000000000') },
]
const statementsOf = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement })

const lacksDeny = 'it lacks "Deny * sns:Publish if aws:SecureTransport is false"'
const lacksAllow =
  'it lacks "Allow sms-voice.amazonaws.com sns:Publish if aws:SourceAccount is 000000000000 and aws:SourceArn is arn:aws:sms-voice:*"'

describe('of a policy, doctor says', () => {
  test.each<[what: string, policy: string | undefined, says: readonly string[]]>([
    ['nothing if it is as deployed', statementsOf(deny, allow), []],
    ['nothing of an order of statements', statementsOf(allow, deny), []],
    [
      'nothing of other spellings',
      statementsOf(
        { ...deny, Sid: 'Other', Principal: { AWS: '*' } },
        { ...allow, Action: ['sns:Publish'], Resource: [arn] },
      ),
      [],
    ],
    ['that there is none', undefined, ['there is none, or none that can be read']],
    ['that none can be read', '{"Statement":', ['there is none, or none that can be read']],
    ['what an empty one lacks', statementsOf(), [lacksDeny, lacksAllow]],
    ['that it lets anybody write without TLS', statementsOf(allow), [lacksDeny]],
    ['a Deny', statementsOf(deny, allow, { ...secure, Action: 'sns:*' }), ['it has "Deny * sns:*"']],
    [
      'another account',
      statementsOf(deny, { ...allowed, Condition: from('999999999999') }),
      [lacksAllow, expect.stringMatching(/^it has "Allow .* if aws:SourceAccount is 999999999999 /)],
    ],
    [
      'another source',
      statementsOf(deny, { ...allowed, Condition: from('000000000000', 'arn:aws:sms-voice:other') }),
      [lacksAllow, expect.stringMatching(/^it has "Allow .* aws:SourceArn is arn:aws:sms-voice:other"$/)],
    ],
    [
      'another action',
      statementsOf(deny, { ...allow, Action: 'sns:AddPermission' }),
      [lacksAllow, expect.stringMatching(/ sns:AddPermission if /)],
    ],
    [
      'what it excepts',
      statementsOf(deny, allow, { Effect: 'Deny', NotPrincipal: { AWS: 'x' }, Action: '*' }),
      [expect.stringMatching(/NotPrincipal:\{AWS:x\}/)],
    ],
  ])('%s', (_, policy, says) => {
    expect(changesIn(policy, [deny, allow])).toEqual(says)
  })
})

describe('of alarms, doctor says', () => {
  const AlarmActions = ['topic']
  const well = ['siege', 'spending'].map((name) => ({
    AlarmName: `AntiRelou-prod-${name}`,
    ActionsEnabled: true,
    AlarmActions,
  }))
  const [siege, spending] = well as [(typeof well)[0], (typeof well)[0]]
  const putBack = 'have an administrator put it back, by docs/runbook.md#put-back'

  test.each<[what: string, alarms: Parameters<typeof troublesOf>[0], says: readonly string[]]>([
    ['nothing if each is there and tells', well, []],
    ['nothing of those of others', [...well, { AlarmName: 'AntiRelou-prod-mine' }], []],
    ['which is gone', [siege], [`AntiRelou-prod-spending is gone: ${putBack}`]],
    ['which are gone', [], [`AntiRelou-prod-siege, AntiRelou-prod-spending are gone: ${putBack}`]],
    [
      'which is muted',
      [siege, { ...spending, ActionsEnabled: false }],
      [expect.stringMatching(/^AntiRelou-prod-spending tells nobody: .* --alarm-names AntiRelou-prod-spending$/)],
    ],
    [
      'which is not known to tell',
      [siege, { ...spending, ActionsEnabled: undefined }],
      [expect.stringMatching(/nobody/)],
    ],
    [
      'which tells somebody else',
      [siege, { ...spending, AlarmActions: ['other'] }],
      [`AntiRelou-prod-spending does not tell the topic of alerts: ${putBack}`],
    ],
    ['which tells nothing', [siege, { ...spending, AlarmActions: [] }], [expect.stringMatching(/ does not tell /)]],
  ])('%s', (_, alarms, says) => {
    const outputs = { AlarmNames: 'siege spending', AlertTopicArn: 'topic' }
    const deployment = { outputs, settings: example, stackName: 'AntiRelou-prod', stage: 'prod' }
    expect(troublesOf(alarms, deployment as unknown as Parameters<typeof troublesOf>[1])).toEqual(says)
  })

  test('when one was last tried, which nobody knows to be well', () => {
    expect(sayTrial(Date.parse('2026-11-24T20:31:00Z'), { stage: 'prod' }).say).toMatch(/^last on .*2026-11-24/)
    expect(sayTrial(undefined, { stage: 'prod' })).toMatchObject({
      state: 'remark',
      say: 'none in 30 days: have an installer run npm run ops -- try-alarm --stage prod',
    })
  })
})
