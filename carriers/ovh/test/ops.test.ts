import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { minute } from '../../../shared/rules/timing.ts'
import { attached, cloudWatchWith, deployedAs } from '../../test/deployed.ts'
import { opsExamples } from '../../test/examples.ts'
import { accountPath, askOvh, type OvhKey } from '../api.ts'
import { attachOvh } from '../ops/attach.ts'
import { checkOvhLines } from '../ops/checks.ts'
import { ovhOperations } from '../ops/operations.ts'
import type { OvhOptions } from '../stand-in/account.ts'
import { serveOvh } from '../stand-in/api.ts'
import { line, ovhOnly, serviceName } from './example.ts'

describe('attach', () => {
  test('asks for a key of its own and two that it keeps, and the next time for its own only', async () => {
    const { attach, secrets, toFix } = await start({ ovh: { automaticResponse: 'Bien reçu' } })
    expect(await toFix()).toEqual([expect.stringMatching(/^fix: \+33939000001: not attached yet: npm run /)])
    const { complaint, told } = await attach()
    expect([complaint, whose(told)]).toEqual(['none', everyKey])
    expect(await toFix()).toEqual([])
    const kept = { ...secrets }
    expect(whose((await attach()).told)).toEqual(['of this command, which ends it'])
    expect(secrets).toEqual(kept)
  })

  test('asks for both keys that it keeps if the polls’ is refused, and revokes those that it replaces', async () => {
    const { attach, secrets, deployment, ovh, toFix } = await start({ outputs: { ...outputs, ...polls } })
    await attach()
    const { functions: refused, people: healthy } = secrets
    Object.assign(deployment.aws, { logs: logging('text failed', 'OVH_403') })
    expect(whose((await attach()).told)).toEqual(everyKey)
    expect(await toFix()).toEqual([])
    const answers = await Promise.all(
      [refused, healthy, secrets['functions'], secrets['people']].map((key) => {
        const access = { url: ovh.url, key: key as OvhKey, now: Date.now, connectMs: minute, timeoutMs: minute }
        return askOvh(access, { method: 'GET', path: accountPath(serviceName) })
      }),
    )
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 200, 200])
  })

  test('changes nothing without a yes', async () => {
    const { attach, written } = await start({ ovh: { automaticResponse: 'Bien reçu' } })
    const { complaint, told, asked } = await attach('no')
    expect([complaint, told, written]).toEqual(['Nothing was changed.', [], []])
    expect(asked).toContain(`Ask OVHcloud for a key to look at ${serviceName}, empty the answer that it sends`)
  })

  test('has OVHcloud say only that a message arrived, where its answer can’t be empty, and at what cost', async () => {
    const { attach, toFix } = await start({ ovh: { automaticResponse: 'Appelez le 3949', answerMayBeEmpty: false } })
    const { asked, report } = await attach()
    expect(asked).toContain('Have it say only "Votre message est bien arrivé."')
    expect(report).toContain('OVHcloud still sends: Votre message est bien arrivé. No budget bounds that')
    const own = /^remark: OVHcloud's own answer: sent to whoever gets none .* at 2 credits each/
    expect(await toFix()).toEqual([expect.stringMatching(own)])
  })

  const refused = opsExamples<readonly [given: Given, sentence: string]>('ovh', 'attach is refused')
  test.each(Object.entries(refused))('refuses in a sentence, and gives no key, if %s', async (_, [given, sentence]) => {
    const { attach, written } = await start(given)
    const { complaint } = await attach()
    expect(complaint).toContain(sentence)
    expect(complaint).not.toContain('\n')
    expect(written).toEqual([])
  })

  test.each([
    ...['AskForKey', 'GetKey', 'GetAccount', 'GetAutoResponse'],
    ...['ChangeAccount', 'ChangeAutoResponse', 'ExpireKey'],
  ])('blames OVHcloud, and not AWS, if the connection breaks at %s', async (action) => {
    const { attach, ovh } = await start({ ovh: { automaticResponse: 'Bien reçu' } })
    ovh.faults.add({ service: 'ovh', action, effect: 'reset' })
    expect((await attach()).complaint).toMatch(/^OVHcloud can't be asked: /)
  })

  test('gives up if nobody confirms its key for ten minutes', async () => {
    const { attach, waited } = await start()
    const { complaint } = await attach('yes', () => {})
    expect(complaint).toContain('for ten minutes: try again.')
    expect(waited.ms).toBeGreaterThan(9 * minute)
  })
})

describe('doctor', () => {
  test('wants no automatic re-crediting, an enabled account, and credits', async () => {
    const { attach, ovh, toFix } = await start({ ovh: { creditsLeft: 40 } })
    await attach()
    ovh.account.change({ automaticRecreditAmount: 100, ...{ status: 'disable' } })
    expect(await toFix()).toEqual([
      "fix: OVHcloud account: disable: see OVHcloud's control panel",
      "fix: Credits at OVHcloud: 40, enough for 20 replies only: buy more in OVHcloud's control panel",
      "fix: Automatic re-crediting: on, so that a flood can buy credits without end: switch it off in OVHcloud's control panel",
    ])
  })

  test('says that a key was withdrawn', async () => {
    const { attach, ovh, toFix } = await start()
    await attach()
    ovh.faults.add({ service: 'ovh', action: 'GetAccount', effect: { error: 'Forbidden', status: 403 } })
    const refused = 'OVHcloud refuses the key: it has expired or was withdrawn, so attach the line anew.'
    expect(await toFix()).toEqual([`fix: OVHcloud key: ${refused}`])
  })
})

test('status tells the credits that two polls in one minute have read, and not their sum', async () => {
  const read = { Sum: [2000, 60], Maximum: [1000, 30] } as const
  const cloudWatch = cloudWatchWith((_, stat, i) => read[stat as keyof typeof read][i] ?? 0)
  const { deployment } = deployedAs(ovhOnly, { outputs: {}, aws: { cloudWatch } })
  const fields = { ovhCreditsLeft: 1000, ovhCreditDaysLeft: 30 }
  expect(await ovhOperations.status?.(deployment, 'en')).toMatchObject({ fields })
})

const application = { applicationKey: 'application', applicationSecret: 'secret' }
const none = { applicationKey: '', applicationSecret: '', consumerKey: '' }
const polls = { OvhPollLogGroupName: 'polls' }
const typed = { OVH_APPLICATION_KEY: 'application', OVH_APPLICATION_SECRET: 'secret' }
const outputs = { OvhFunctionsKeyArn: 'functions', OvhPeoplesKeyArn: 'people' }

/** A log that has these lines of a poll. */
const logging = (...events: readonly string[]) =>
  Object.assign(new CloudWatchLogsClient({ region: 'eu-west-3' }), {
    send: async () => ({ events: events.map((event) => ({ message: JSON.stringify({ error: event }) })) }),
  })

type Given = {
  readonly ovh?: Partial<OvhOptions>
  readonly variables?: Readonly<Record<string, string>>
  readonly outputs?: Readonly<Record<string, string>>
  /** By how much the clock of the machine is slow. */
  readonly slowBy?: number
}

/** A stage with one line, and an account of OVHcloud's whose keys somebody confirms, unless nobody is there. */
const start = async ({ ovh: options, slowBy = 0, variables = typed, ...given }: Given = {}) => {
  const keys = [{ ...application, consumerKey: 'none', rules: [] }]
  const account = { serviceName, numbers: [line], keys, creditsLeft: 1000, ...options }
  const ovh = await serveOvh(account, Date.now)
  onTestFinished(ovh.stop)
  const waited = { ms: 0 }
  const stage = deployedAs(ovhOnly, {
    outputs: given.outputs ?? outputs,
    secrets: { functions: none, people: none },
    aws: { logs: logging() },
    more: {
      local: true,
      localEndpoint: () => ovh.url.replace('/ovh/1.0', ''),
      variable: (name) => (variables as Readonly<Record<string, string>>)[name],
      now: () => Date.now() - slowBy,
      wait: async (ms) => {
        waited.ms += ms
        await confirming
      },
    },
  })
  let confirming: Promise<unknown> = Promise.resolve()
  const confirm = (sentence: string): void => {
    confirming = fetch(/open (\S+),/.exec(sentence)?.[1] ?? '')
  }
  const toFix = async () =>
    (await checkOvhLines(stage.deployment)).flatMap(({ what, state, say }) =>
      state === 'ok' ? [] : [`${state}: ${what.en}: ${say.en}`],
    )
  const attach = (says: 'yes' | 'no' = 'yes', read = confirm) => attached(attachOvh, stage.deployment, line, says, read)
  return { ...stage, ovh, waited, toFix, attach }
}

const whose = (told: readonly string[]) => told.map((sentence) => sentence.replace(/^The key (.*): open .*$/, '$1'))

const everyKey = ['of this command, which ends it', 'of the functions', 'of people, for doctor']
