import { SNSClient } from '@aws-sdk/client-sns'
import { describe, expect, test } from 'vitest'
import { judgePolls } from '../../carriers/ovh/ops/polls.ts'
import { deployedAs } from '../../carriers/test/deployed.ts'
import { judgeMapping } from '../../ops/checks/event-sources.ts'
import { judgeHeartbeat } from '../../ops/checks/heartbeat.ts'
import { changesIn } from '../../ops/checks/policies.ts'
import { checkAlertMails, checkKey, troublesOf } from '../../ops/checks/stack.ts'
import { nextBeatOf, pulseOf } from '../../ops/heartbeat.ts'
import { same } from '../../ops/words.ts'
import { example } from '../settings/checked.ts'

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
    [
      'a Deny',
      statementsOf(deny, allow, { ...deny, Action: 'sns:*', Condition: undefined }),
      ['it has "Deny * sns:*"'],
    ],
    [
      'another account',
      statementsOf(deny, { ...allow, Condition: from('999999999999') }),
      [lacksAllow, expect.stringMatching(/^it has "Allow .* if aws:SourceAccount is 999999999999 /)],
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
    expect(changesIn(policy, [deny, allow]).map(({ en }) => en)).toEqual(says)
  })
})

test('the policy of the key, of which CloudFormation sees drift, is to be put back', async () => {
  const said = async (StackResourceDriftStatus: string) => {
    const send = async () => ({ StackResourceDrift: { StackResourceDriftStatus } })
    const aws = { cloudFormation: { send } }
    const [found] = await checkKey(deployedAs(example, { outputs: {}, aws }).deployment)
    return `${found?.state} ${found?.say.en}`
  }
  expect(await said('IN_SYNC')).toBe('ok as it was deployed')
  expect(await said('MODIFIED')).toBe(`fix not as it was deployed (MODIFIED): ${putBack}`)
})

describe('of alarms, doctor says', () => {
  const AlarmActions = ['topic']
  const well = ['siege', 'spending'].map((name) => ({
    AlarmName: `AntiRelou-prod-${name}`,
    ActionsEnabled: true,
    AlarmActions,
  }))
  const [siege, spending] = well as [(typeof well)[0], (typeof well)[0]]

  test.each<[what: string, alarms: Parameters<typeof troublesOf>[0], says: readonly string[]]>([
    ['nothing if each is there and tells', well, []],
    ['nothing of those of others', [...well, { AlarmName: 'AntiRelou-prod-mine' }], []],
    ['which are gone', [], [`some are gone (AntiRelou-prod-siege, AntiRelou-prod-spending): ${putBack}`]],
    [
      'which is muted',
      [siege, { ...spending, ActionsEnabled: false }],
      [
        expect.stringMatching(
          /^some tell nobody \(AntiRelou-prod-spending\): .* --alarm-names AntiRelou-prod-spending$/,
        ),
      ],
    ],
    [
      'which is not known to tell',
      [siege, { ...spending, ActionsEnabled: undefined }],
      [expect.stringMatching(/nobody/)],
    ],
    [
      'which tells somebody else',
      [siege, { ...spending, AlarmActions: ['other'] }],
      [`some do not tell the topic (AntiRelou-prod-spending): ${putBack}`],
    ],
    ['which tells nothing', [siege, { ...spending, AlarmActions: [] }], [expect.stringMatching(/ do not tell /)]],
  ])('%s', (_, alarms, says) => {
    const outputs = { AlarmNames: 'siege spending', AlertTopicArn: 'topic' }
    const deployment = { outputs, settings: example, stackName: 'AntiRelou-prod', stage: 'prod' }
    const troubles = troublesOf(alarms, deployment as unknown as Parameters<typeof troublesOf>[1])
    expect(troubles.map(({ en }) => en)).toEqual(says)
  })
})

test.each<[what: string, endpoint: string, says: readonly RegExp[]]>([
  ['in any case of letters', 'You@Example.org', [/^ok you@example\.org: confirmed, and no link in them can end them$/]],
  [
    'and any other address',
    'former@example.org',
    [
      /^fix you@example\.org: not subscribed: for a new mail, have an administrator remove the address/,
      /^fix former@example\.org: subscribed, but not in settings: /,
    ],
  ],
])('of who is mailed, doctor knows an address of settings %s', async (_, Endpoint, says) => {
  const Subscriptions = [{ Protocol: 'email', Endpoint, SubscriptionArn: 'arn:1' }]
  const sns = Object.assign(new SNSClient({ region: 'eu-west-3' }), {
    send: async () => ({ Subscriptions, Attributes: { ConfirmationWasAuthenticated: 'true' } }),
  })
  const checks = await checkAlertMails(deployedAs(example, { outputs: {}, aws: { sns } }).deployment)
  const said = checks.map(({ what, state, say }) => `${state} ${what.en.slice('Alarm e-mails to '.length)}: ${say.en}`)
  expect(said).toEqual(says.map((one) => expect.stringMatching(one)))
})

describe('of the mapping that feeds a function, doctor says', () => {
  const FunctionResponseTypes: 'ReportBatchItemFailures'[] = ['ReportBatchItemFailures']
  const batches = { BatchSize: 10, MaximumBatchingWindowInSeconds: 0, ScalingConfig: { MaximumConcurrency: 5 } }
  const FunctionArn = 'arn:aws:lambda:eu-west-3:000000000000:function:receive-sms'
  const well = { FunctionArn, FunctionResponseTypes, ...batches, State: 'Enabled' }
  const is = { FunctionName: 'receive-sms', FunctionResponseTypes, ...batches, FilterCriteria: null }
  const judged = (changes: Parameters<typeof judgeMapping>[1], mayPause = false) =>
    judgeMapping(same('Texts'), { ...well, ...changes }, { is, mayPause }, 'aws update')

  test.each<[what: string, changes: Parameters<typeof judgeMapping>[1], say: RegExp]>([
    [
      'that failures are not reported',
      { FunctionResponseTypes: [] },
      /^FunctionResponseTypes is \[\], .*undo it with aws/,
    ],
    [
      'how large batches are',
      { BatchSize: 3 },
      /^BatchSize is 3, not 10: have an administrator undo it with aws update --filter-criteria '\{\}' --enabled --function-name receive-sms --function-response-types ReportBatchItemFailures --batch-size 10 --maximum-batching-window-in-seconds 0 --scaling-config MaximumConcurrency=5, and see in CloudTrail's event history who did it$/,
    ],
    ['that any number does', { ScalingConfig: {} }, /^ScalingConfig\.MaximumConcurrency is none, not 5/],
    ['that it is stopped', { State: 'Disabled' }, /^they are stopped: .* --enabled /],
    [
      'that a filter takes some',
      { FilterCriteria: { Filters: [{ Pattern: '{}' }] } },
      /^FilterCriteria is .*, not none: /,
    ],
    ['that a filter can not be read', { FilterCriteriaError: {} }, /^FilterCriteria is .*, not none: /],
    [
      'that another key encrypts a filter',
      { KMSKeyArn: 'arn:aws:kms:eu-west-3:1:key/theirs' },
      /^FilterCriteria is .*, not none: /,
    ],
    ['that another function is fed', { FunctionArn: `${FunctionArn}-2` }, /^FunctionName is receive-sms-2, not /],
    ['that it can not tell which', { FunctionArn: undefined }, /^FunctionName is none, not /],
    [
      'that Lambda itself has stopped it',
      { State: 'Disabled', StateTransitionReason: 'Lambda initiated' },
      /^Lambda itself has stopped them \(Lambda initiated\), .*: have an administrator put it back, .* --enabled$/,
    ],
  ])('%s', (_, changes, say) => {
    expect(judged(changes)).toMatchObject({ state: 'fix', say: { en: expect.stringMatching(say) } })
  })

  test('nothing if it is as deployed, and a remark if sending is paused', () => {
    expect(judged({})).toMatchObject({ state: 'ok', say: { en: 'all of them, as it was deployed' } })
    expect(judged({ State: 'Disabled' }, true)).toMatchObject({
      state: 'remark',
      say: { en: expect.stringMatching(/^none, as/) },
    })
  })

  test('how to undo a change, which ends no pause, nor one that begins before somebody runs it', () => {
    const undone = (State: string) => judged({ BatchSize: 3, State }, true).say.en
    expect(undone('Disabled')).toMatch(/^BatchSize is 3, .* --no-enabled .* --batch-size 10 /)
    expect(undone('Enabled')).not.toContain('enabled')
  })
})

test.each<[refused: boolean | undefined, state: string]>([
  [false, 'ok'],
  [true, 'fix'],
  [undefined, 'unknown'],
])('polls of which a refusal is %s are %s: what was not read is never well', (refused, state) => {
  expect(judgePolls(refused, same('remedy')).state).toBe(state)
})

test.each<[what: string, changes: object, said: string]>([
  ['come through', {}, 'ok 33 minutes ago, through to each line that can be asked'],
  ['pause', { paused: true, lastBeat: null }, 'remark none in the last day; none comes while sending is paused'],
  [
    'end on the way, though they are heard',
    { lastBeat: '2026-11-24T08:00:00Z' },
    'fix 10 hours ago, and none since, though they are heard: why',
  ],
  ['are not heard', { lastBeat: null, lastHeard: null }, 'fix none in the last day, and none is heard: why'],
])('of beats that %s, doctor says so', (_, changes, said) => {
  const well = { at: '2026-11-24T18:05:00Z', deployedAt: '2026-11-20T08:00:00Z', paused: false }
  const beats = { ...well, lastBeat: '2026-11-24T17:32:00Z', lastHeard: '2026-11-24T17:32:00Z', ...changes }
  const { state, say } = judgeHeartbeat(beats, same('why'))
  expect(`${state} ${say.en}`).toBe(said)
})

const at = (time: string): string => new Date(`2026-11-24T${time}Z`).toISOString()

test.each<[string, string, string | null, ReturnType<typeof pulseOf>]>([
  ['one beat failed, and the next is not shown yet', '08:00', '15:32', 'beats'],
  ['two beats failed', '08:00', '14:32', 'silent'],
  ['it was deployed hours ago, and none came', '08:00', null, 'silent'],
  ['it is new', '16:00', null, 'young'],
  ['it had one in its first minute', '17:30:20', '17:30', 'beats'],
  ['its last beat was of the version before', '17:40', '17:32', 'young'],
  ['two beats failed since its new version', '15:20', '14:32', 'silent'],
])('a stage has a pulse if a beat came since it was deployed: %s', (_, deployedAt, last, pulse) => {
  const lastBeat = last && at(last)
  expect(pulseOf({ at: at('17:40'), deployedAt: at(deployedAt), lastBeat, lastHeard: lastBeat })).toBe(pulse)
})

test.each([
  ['17:20', '17:10', '17:35'],
  ['17:33', '17:10', '17:35'],
  ['17:33', '17:31', '18:35'],
  ['17:36', '17:10', '18:35'],
  ['23:50', '23:40', '00:35'],
])('at %s, a stage that was deployed at %s shows its next beat by %s', (now, deployedAt, next) => {
  expect(nextBeatOf({ at: at(now), deployedAt: at(deployedAt), lastBeat: null, lastHeard: null })).toBe(next)
})

const putBack = 'have an administrator put it back, by docs/runbook.md#put-back'

const arn = 'arn:aws:sns:eu-west-3:000000000000:AntiRelou-prod-Inbound'
const publish = { Action: 'sns:Publish', Resource: arn }
const ifInsecure = { Bool: { 'aws:SecureTransport': 'false' } }
const deny = { ...publish, Sid: 'Secure', Effect: 'Deny', Principal: '*', Condition: ifInsecure }
const from = (account: string) => ({
  StringEquals: { 'aws:SourceAccount': account },
  ArnLike: { 'aws:SourceArn': 'arn:aws:sms-voice:*' },
})
const sender = { Service: 'sms-voice.amazonaws.com' }
const allow = { ...publish, Effect: 'Allow', Principal: sender, Condition: from('000000000000') }
const statementsOf = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement })

const lacksDeny = 'it lacks "Deny * sns:Publish if aws:SecureTransport is false"'
const lacksAllow =
  'it lacks "Allow sms-voice.amazonaws.com sns:Publish if aws:SourceAccount is 000000000000 and aws:SourceArn is arn:aws:sms-voice:*"'
