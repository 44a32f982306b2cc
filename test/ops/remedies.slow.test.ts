import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns'
import { afterAll, describe, expect, test } from 'vitest'
import { checkPolicies } from '../../ops/checks/policies.ts'
import { settingsIn } from '../../settings/read.ts'
import { monitoringOf } from '../cdk/monitored.ts'
import { blocksOf, read, root, whoIn } from '../docs/page.ts'
import { nowhere } from './machine.ts'
import {
  checksOf,
  deploymentOf,
  line,
  type Policy,
  rawSettings,
  sayOf,
  startOperated,
  stranger,
} from './operated-number.ts'
import { paste } from './pasted.ts'

const raw = rawSettings('local')
const lines = raw.lines
  .filter(({ number }: { readonly number: string }) => number === line)
  .map((one: object) => ({ ...one, phoneNumberId: 'phone-0' }))
const file = JSON.stringify({ ...raw, lines, alertEmails: ['zoe@relou.example'] })
const account = { numbers: [line], areLinesAttached: false, concurrency: 1000, emailsConfirmed: true }
const number = await startOperated(account, 'prod', { file, deployed: settingsIn(file, 'prod') })
afterAll(number.stop)
const { cloud } = number
const { outputs, endpoint, region } = cloud
const topic = { TopicArn: outputs['InboundTopicArn'] }
const { Subscriptions = [] } = await cloud.owner.sns.send(new ListSubscriptionsByTopicCommand(topic))
const subscription = `--subscription-arn ${Subscriptions[0]?.SubscriptionArn}`
const prod = ['--stage', 'prod']

describe('what doctor says heals, run by whom it says:', () => {
  const update = (source: string) => `aws lambda update-event-source-mapping --uuid ${outputs[source]}`
  const nothing = JSON.stringify({ Filters: [{ Pattern: '{"body":["nothing"]}' }] })

  // What doctor says of, whom it tells to mend it, and what breaks it by hand. The last cloud knows what was done.
  test.each<[check: string, who: Who, breaks: string]>([
    ['Table', 'Installer', ''],
    [`${line}: two-way channel`, 'Installer', `${updateNumber} --no-two-way-enabled`],
    [`${line}: deletion`, 'Installer', `${updateNumber} --no-deletion-protection-enabled`],
    ['Texts to receive-sms', 'Administrator', `${update('ReceiveSmsSourceId')} --filter-criteria '${nothing}'`],
    ['Texts to receive-sms', 'Administrator', `${update('ReceiveSmsSourceId')} --no-enabled`],
    ['Replies to send-reply', 'Operator', `${update('SendReplySourceId')} --batch-size 2`],
    [
      'Attributes of InboundSubscription',
      'Administrator',
      `aws sns set-subscription-attributes ${subscription} --attribute-name FilterPolicy --attribute-value '{"a":["b"]}'`,
    ],
    ['Attributes of InboundSubscription', 'Administrator', `aws sns unsubscribe ${subscription}`],
    [
      'Alarms',
      'Administrator',
      'aws cloudwatch disable-alarm-actions --alarm-names AntiRelou-prod-siege AntiRelou-prod-spending',
    ],
  ])('%s, the %s', async (check, who, breaks) => {
    if (breaks !== '') await byHand(breaks)
    const found = await checksOf(number, ...prod)
    expect(found.toFix).toContain(check)
    await runAs(who, remedyIn(sayOf(found, check) ?? ''))
    expect((await checksOf(number, ...prod)).toFix).not.toContain(check)
  })
})

test.each([
  ['InboundTopic', `topic-attributes --topic-arn ${outputs['InboundTopicArn']}`],
  ['MonitoringAlerts', `topic-attributes --topic-arn ${outputs['AlertTopicArn']}`],
  ['InboundQueue', `queue-attributes --queue-url ${outputs['InboundQueueUrl']}`],
])(
  'the policy of %s, which somebody denies to all, is named, and healed by what doctor prints',
  async (name, attributes) => {
    const isTopic = attributes.startsWith('topic')
    const get = isTopic ? `aws sns get-${attributes}` : `aws sqs get-${attributes} --attribute-names Policy`
    const set = (Policy: string) =>
      isTopic
        ? `aws sns set-${attributes} --attribute-name Policy --attribute-value '${Policy}'`
        : `aws sqs set-${attributes} --attributes '${JSON.stringify({ Policy })}'`
    const held = async () =>
      JSON.parse(((await byHand(get)) as { readonly Attributes: { readonly Policy: string } }).Attributes.Policy)
    const deployment = await deploymentOf(number, JSON.parse(file), 'prod')
    const verdict = async () => (await checkPolicies(deployment)).find(({ what }) => what.en === `Policy of ${name}`)
    expect(await verdict()).toMatchObject({ state: 'ok' })
    const deployed = await held()
    const Statement = [...deployed.Statement, { Effect: 'Deny', Principal: '*', Action: ['*'], Resource: '*' }]
    await byHand(set(JSON.stringify({ ...deployed, Statement })))
    const found = await verdict()
    expect(found).toMatchObject({ state: 'fix', say: { en: expect.stringMatching(/^it has "Deny \* \*"/) } })
    await runAs('Administrator', remedyIn(found?.say.en ?? ''))
    expect(await verdict()).toMatchObject({ state: 'ok' })
    expect((await held()).Statement).toHaveLength(deployed.Statement.length)
  },
)

const runbooks = ['docs/runbook.md', 'docs/runbook.fr.md']

describe.each(runbooks)('what %s tells somebody to run', (page) => {
  const printed = printedIn(page)

  test('are many commands', () => {
    expect(printed.length).toBeGreaterThan(12)
  })

  test.each(printed)('%s: may be run by the %s', async (command, who) => {
    await expect(runAs(who, command)).resolves.toBeUndefined()
  })
})

test('whoever gets a mail may run what it names, a watcher all but doctor and dead-letters', async () => {
  const { alarms } = monitoringOf(settingsIn(file, 'prod'))
  const mailed = alarms.map(({ AlarmDescription }) => AlarmDescription.split('\n')[2] ?? '')
  for (const command of new Set(mailed)) {
    const here = command.replace('--stage example', '--stage prod')
    await runAs(/doctor|dead-letters/.test(here) ? 'Operator' : 'Watcher', here)
  }
})

/** Why what doctor and the runbook name is not run here. */
const untried: { readonly [command: string]: string } = {
  ...Object.fromEntries(
    ['create', 'describe', 'execute'].map((verb) => [
      `aws cloudformation ${verb}-change-set`,
      'the emulator deploys nothing: its options are parsed by the AWS CLI',
    ]),
  ),
  'aws cloudformation describe-stacks': 'tried in anywhere.test.ts, with the line below it',
  'aws cloudformation update-termination-protection': 'tried in anywhere.test.ts',
  'aws lambda delete-function-concurrency': 'the emulator reserves only what templates reserve',
  'aws lambda get-event-source-mapping': 'shows what status shows',
  'aws pinpoint-sms-voice-v2 describe-phone-numbers': 'changes nothing',
  'aws pinpoint-sms-voice-v2 release-phone-number': 'the emulator releases no number, which can not be undone',
  'aws scheduler delete-schedule': 'the emulator has schedules only as templates have them',
  'aws scheduler list-schedules': 'changes nothing',
  'aws secretsmanager list-secret-version-ids': 'changes nothing',
  'npx cdk deploy': 'the emulator deploys nothing',
  'npx cdk rollback': 'the emulator deploys nothing',
}

test('each command for AWS that doctor or the runbook names is tried here, or it is said why not', () => {
  const sources = globSync(['ops/**/*.ts', 'carriers/*/ops/*.ts'], { cwd: root }).map(read)
  const named = [...sources, ...[...runbooks, 'docs/upgrade.md'].map(read)].flatMap((text) =>
    [
      ...text.matchAll(
        /\b(?:aws (?!sso|configure|login)[a-z][\w-]* (?:subscribe|[a-z]+-[a-z-]+)|npx cdk (?:deploy|rollback))(?= |`)/g,
      ),
    ].map(([command]) => command),
  )
  expect([...new Set(named)].sort()).toEqual([...new Set([...pasted.keys(), ...Object.keys(untried)])].sort())
})

test.skipIf(spawnSync('aws', ['--version']).status !== 0)(
  'the AWS CLI, where there is one, parses each of them',
  () => {
    const changeSets = [...read('docs/runbook.md').matchAll(/aws cloudformation \w+-change-set[^`\n]*/g)].map(
      ([one]) => one,
    )
    const printed = [...pasted.values(), ...changeSets]
    expect(printed.length).toBeGreaterThan(9)
    // What it can't parse, it sends nowhere.
    const env = { ...process.env, AWS_DEFAULT_REGION: region, AWS_MAX_ATTEMPTS: '1' }
    const parsed = printed.filter((one) => {
      const { stderr } = spawnSync('sh', ['-c', `${one} --no-sign-request --endpoint-url ${nowhere}`], { env })
      return stderr.includes('Could not connect to the endpoint URL')
    })
    expect(parsed).toEqual(printed)
  },
  120_000,
)

const owner = { accessKeyId: 'owner', secretAccessKey: 'owner' }
const updateNumber = 'aws pinpoint-sms-voice-v2 update-phone-number --phone-number-id phone-0'

/** Who is told to run a remedy. An administrator may do anything. */
type Who = Policy | 'Administrator'
const keyOf = (who: Who) => (who === 'Administrator' ? owner : number.keyFor(who))

const byHand = (line: string) => paste(line, { region, endpoint, credentials: owner })

/** Runs a line as it is printed, with the credentials of whom it is told to. Throws if it is refused. */
const runAs = async (who: Who, printed: string): Promise<void> => {
  if (printed.startsWith('aws ')) {
    pasted.set(nameOf(printed), printed)
    await paste(printed, { region, endpoint, credentials: keyOf(who) })
    return
  }
  const args = printed
    .replace(/ \|.*/, '')
    .replace(/^npm run (?:-s )?(?:ops -- |(?=doctor))/, '')
    .replace('doctor --', 'doctor')
  const { err, exitCode } = await number.ops([...args.split(' '), '--yes'], { as: keyOf(who), input: stranger() })
  // Doctor fails as long as something is to be done.
  if (exitCode !== 0 && !args.startsWith('doctor')) throw new Error(`${printed}: ${err}`)
}

/** The service and the operation of a line for the AWS CLI. */
const nameOf = (printed: string): string => printed.split(' ').slice(0, 3).join(' ')
/** What was pasted, by that name. A line is broken above by what the runbook says before a number is released. */
const pasted = new Map([[nameOf(updateNumber), `${updateNumber} --no-deletion-protection-enabled`]])

/** The command in what doctor says, up to the words after it. */
const remedyIn = (say: string): string =>
  /(?:aws (?=\w+ \w+-?\w+)|npm run ).*?(?=, and | \(|\)|;|$)/.exec(say)?.[0] ?? ''

/** Commands of the runbook for the stage prod, each once for whoever its block tells to run it. */
const printedIn = (page: string): readonly (readonly [printed: string, who: Who])[] => {
  const all = blocksOf(page).flatMap((block) =>
    [...block.matchAll(/(?:npm run |aws (?!sso ))[^`\n]*? --stage prod[^`\n]*|aws cloudwatch [^`\n]*/g)]
      // Leaves out what is for a line that the stage has not.
      .filter(([printed]) => !printed.includes('+33639980012'))
      .map(([printed]) => [printed, whoIn(block)] as const),
  )
  return [...new Map(all.map((one) => [one.join(), one])).values()]
}
