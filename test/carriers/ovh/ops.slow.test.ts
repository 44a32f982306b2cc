import { setTimeout as delay } from 'node:timers/promises'
import {
  DeleteRuleCommand,
  DisableRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge'
import { afterAll, describe, expect, test } from 'vitest'

import { jsonAnswer, type OvhOptions } from '../../../emulator/index.ts'
import type { Check } from '../../../ops/checks/check.ts'
import { readSettings } from '../../../settings/read.ts'
import { hour, minute } from '../../../shared/rules/timing.ts'
import { until } from '../../e2e/running-number.ts'
import { type Operated, runWithPolicy, startOperated } from '../../ops/operated-number.ts'
import { line, serviceName } from './example.ts'

const settings = readSettings('local-ovh')
const onlyAws = { ...settings, lines: settings.lines.filter(({ carrier }) => carrier === 'aws') }
const keys = [{ applicationKey: 'local', applicationSecret: 'local', consumerKey: 'none', rules: [] }]
const accountWith = (ovh: Partial<OvhOptions> = {}) => ({
  concurrency: 1000,
  emailsConfirmed: true,
  areLinesAttached: false,
  ovh: { serviceName, numbers: [line], keys, creditsLeft: 1000, ...ovh },
})
const start = async (ovh: Partial<OvhOptions> = {}, deployed = settings): Promise<Operated> => {
  const operated = await startOperated(accountWith(ovh), 'local-ovh', { deployed })
  afterAll(operated.stop)
  return operated
}

const variables = { OVH_APPLICATION_KEY: 'local', OVH_APPLICATION_SECRET: 'local' }
type Typed = Parameters<Operated['ops']>[1]

/** Runs a command while somebody confirms every key that it asks for. Returns whose keys these were, too. */
const run = async (on: Operated, args: readonly string[], typed: Typed = {}) => {
  const confirmed: string[] = []
  const hear = (sentence: string): void => {
    const [, whose = '', url] = /^The key (.*): open (\S+),/.exec(sentence) ?? []
    if (url === undefined) return
    confirmed.push(whose)
    void fetch(url)
  }
  return { ...(await on.ops([...args, ...on.target], { hear, variables, ...typed })), confirmed }
}
const attach = (on: Operated, typed: Typed = {}) => run(on, ['attach', line, '--json', '--yes'], typed)
const secretOf = ({ cloud }: Operated, output: string) =>
  JSON.parse(cloud.stack.secrets.read(cloud.outputs[output] ?? '')).consumerKey
/** What is told of the account and the schedule that isn't right. */
const toFix = async (on: Operated) => {
  const found: readonly Check[] = JSON.parse((await run(on, ['doctor', '--json'])).out)
  const ours = found.filter(({ what }) => /OVH|redit|\+339|ovh-poll/.test(what))
  return ours.flatMap(({ what, state, say }) => (state === 'ok' ? [] : `${state}: ${what}: ${say}`))
}

describe('attach', () => {
  test('asks for a key of its own and two that it keeps, ends its own, and then the number answers', async () => {
    const on = await start({ automaticResponse: 'Bien reçu' })
    const { cloud } = on
    expect(await toFix(on)).toEqual([
      `fix: ${line}: not attached yet: npm run ops -- attach ${line} --local --stage local-ovh`,
    ])
    const ended: string[] = []
    cloud.calls.subscribe(({ action, headers }) => {
      if (action === 'ExpireKey') ended.push(headers['x-ovh-consumer'] ?? '')
    })
    const { exitCode, out, confirmed } = await attach(on)
    expect([exitCode, JSON.parse(out)]).toEqual([
      0,
      { number: line, isLine: true, creditsLeft: 1000, automaticAnswer: '' },
    ])
    expect(confirmed).toEqual(['of this command, which ends it', 'of the functions', 'of people, for doctor'])
    const [functions, people] = [secretOf(on, 'OvhFunctionsKeyArn'), secretOf(on, 'OvhPeoplesKeyArn')]
    expect(new Set([functions, people, ...ended]).size).toBe(3)
    expect(await toFix(on)).toEqual([])

    const id = (await cloud.phoneOf(line)?.text('+33612345678', 'Salut')) ?? ''
    await cloud.runSchedule(cloud.outputs['OvhScheduleName'] ?? '')
    await until('the reply', () => on.outcomes(id).length > 0)
    expect(on.outcomes(id)).toEqual(['sent'])
    // OVHcloud's own answer is empty now.
    cloud.ovh?.endConversations()
    expect(on.repliesTo('+33612345678')).toHaveLength(1)
  })

  test('asks for its own key only, if the stack has keys that OVHcloud accepts', async () => {
    const on = await start()
    await attach(on)
    const before = secretOf(on, 'OvhFunctionsKeyArn')
    expect((await attach(on)).confirmed).toEqual(['of this command, which ends it'])
    expect(secretOf(on, 'OvhFunctionsKeyArn')).toBe(before)
  })

  test('changes nothing without a yes', async () => {
    const on = await start({ automaticResponse: 'Bien reçu' })
    const { exitCode, err, asked, confirmed } = await run(on, ['attach', line], { answer: 'n' })
    expect([exitCode, err, confirmed]).toEqual([1, 'Nothing was changed.\n', []])
    expect(asked).toContain(
      `Ask OVHcloud for a key to look at ${serviceName}, empty the answer that it sends by itself`,
    )
  })

  test('makes OVHcloud say only that the message arrived, where its answer can not be empty, and says what that costs', async () => {
    const on = await start({ automaticResponse: 'Appelez le 3949', answerMayBeEmpty: false })
    const { exitCode, out, asked } = await run(on, ['attach', line], { answer: 'y' })
    expect(exitCode).toBe(0)
    expect(asked).toContain('Have it say only "Votre message est bien arrivé."')
    expect(out).toContain('OVHcloud still sends: Votre message est bien arrivé. No budget bounds that')
    expect(await toFix(on)).toEqual([
      expect.stringMatching(/^remark: OVHcloud's own answer: sent to whoever gets none .* at 2 credits each/),
    ])
  })

  test.each<[string, Partial<OvhOptions>, Typed, string]>([
    ['no application is given', {}, { variables: {} }, 'Register one at https://eu.api.ovh.com/createApp'],
    [
      'OVHcloud does not know the application',
      {},
      { variables: { ...variables, OVH_APPLICATION_KEY: 'another' } },
      'OVHcloud gives no key, with the status 403: see that OVH_APPLICATION_KEY is that of your application.',
    ],
    [
      'the number is not among the virtual numbers',
      { numbers: ['+33939000009'] },
      {},
      `OVHcloud has no ${line} among the virtual numbers of ${serviceName}`,
    ],
    [
      'the account is another one',
      { serviceName: 'sms-zz99999-1' },
      {},
      'OVHcloud knows no SMS account with the name in settings',
    ],
    [
      'a key that is kept would expire',
      { keysExpire: '2026-11-29T10:00:00+01:00' },
      {},
      'The key of the functions would expire on 2026-11-29, and the number with it',
    ],
  ])('refuses in one sentence, and gives the stack no key, if %s', async (_, ovh, typed, sentence) => {
    const on = await start(ovh)
    const { exitCode, err } = await attach(on, typed)
    expect(exitCode).toBe(1)
    expect(err).toContain(sentence)
    expect([secretOf(on, 'OvhFunctionsKeyArn'), secretOf(on, 'OvhPeoplesKeyArn')]).toEqual(['', ''])
  })

  test('gives up if nobody confirms its key for ten minutes', async () => {
    const on = await start()
    let waited = 0
    const { exitCode, err } = await attach(on, {
      hear: () => {},
      meanwhile: async (ms) => {
        waited += ms
      },
    })
    expect([exitCode, err]).toEqual([1, expect.stringContaining('for ten minutes: try again.')])
    expect(waited).toBeGreaterThan(9 * minute)
  })

  test('says that the clock of this machine may be wrong, if OVHcloud refuses its time', async () => {
    const on = await start()
    const { exitCode, err } = await attach(on, { now: () => Date.now() - hour })
    expect([exitCode, err]).toEqual([1, expect.stringContaining('see that the clock of this machine is right')])
  })

  test('wants a stack that was deployed with the line', async () => {
    const on = await start({}, onlyAws)
    const { exitCode, err } = await attach(on)
    expect([exitCode, err]).toEqual([1, expect.stringContaining('is older than the lines at OVHcloud in its settings')])
  })

  test('is all that an installer may do there, who can not read the key of the functions', async () => {
    const on = await start()
    const as = on.cloud.keyFor(on.policy('Installer').arn)
    expect((await attach(on, { as })).exitCode).toBe(0)
    expect((await attach(on, { as })).exitCode).toBe(0)
    const { asked, failed } = await runWithPolicy(on, 'Installer', [['status']])
    expect([asked.length > 0, failed]).toEqual([true, []])
    const read = (output: string) =>
      on.cloud.calls
        .entries()
        .filter(({ action, body }) => action === 'GetSecretValue' && body.includes(on.cloud.outputs[output] ?? '-'))
    expect(read('OvhFunctionsKeyArn').filter(({ caller }) => caller.kind === 'person')).toEqual([])
  })
})

describe('doctor', () => {
  test('wants no automatic re-crediting, an enabled account, and credits', async () => {
    const on = await start()
    await attach(on)
    on.cloud.answerFor('ovh:GetAccount', () =>
      jsonAnswer(200, { status: 'disable', creditsLeft: 40, automaticRecreditAmount: 100 }),
    )
    expect(await toFix(on)).toEqual([
      "fix: OVHcloud account: disable: see OVHcloud's control panel",
      "fix: Credits at OVHcloud: 40, enough for 20 replies only: buy more in OVHcloud's control panel",
      "fix: Automatic re-crediting: on, so that a flood can buy credits without end: switch it off in OVHcloud's control panel",
    ])
  })

  test('says that a key was withdrawn', async () => {
    const on = await start()
    await attach(on)
    on.cloud.faults.add({ service: 'ovh', action: 'GetAccount', effect: { error: 'Forbidden', status: 403 } })
    expect(await toFix(on)).toEqual([
      'fix: OVHcloud key: OVHcloud refuses the key: it has expired or was withdrawn, so attach the line anew.',
    ])
  })
})

describe('doctor, about the schedule of polls,', () => {
  test.each<[string, readonly ('disable' | 'untarget' | 'delete')[], string]>([
    ['that is disabled', ['disable'], 'put-rule .* --schedule-expression "rate\\(1 minute\\)" --state ENABLED'],
    ['that has lost its target', ['untarget'], 'put-targets .* --targets Id=Target0,Arn=arn:aws:lambda:.*:function:'],
    ['that is gone', ['untarget', 'delete'], 'put-rule .* --schedule-expression "rate\\(1 minute\\)" --state ENABLED'],
  ])('says to an operator how to mend one %s', async (_, accidents, command) => {
    const on = await start()
    const as = on.cloud.keyFor(on.policy('Operator').arn)
    const { endpoint, region, outputs } = on.cloud
    const Name = outputs['OvhScheduleName'] ?? ''
    const found = async () => {
      const checks: readonly Check[] = JSON.parse((await run(on, ['doctor', '--json'], { as })).out)
      return checks.filter(({ what }) => what === 'Schedule of ovh-poll')
    }
    expect(await found()).toMatchObject([{ state: 'ok' }])
    const events = new EventBridgeClient({
      endpoint,
      region,
      credentials: { accessKeyId: 'owner', secretAccessKey: 'owner' },
    })
    afterAll(() => events.destroy())
    const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: Name }))
    const accident = {
      disable: () => events.send(new DisableRuleCommand({ Name })),
      untarget: () => events.send(new RemoveTargetsCommand({ Rule: Name, Ids: Targets.map(({ Id }) => Id ?? '') })),
      delete: () => events.send(new DeleteRuleCommand({ Name })),
    }
    for (const what of accidents) await accident[what]()
    expect(await found()).toMatchObject([{ state: 'fix', say: expect.stringMatching(command) }])
  })
})

describe('status', () => {
  test('tells the credits that were last read, and none before', async () => {
    const on = await start()
    const status = async () => on.json('status', ...on.target)
    expect(await status()).toMatchObject({ ovhCreditsLeft: null, ovhCreditDaysLeft: null })
    await attach(on)
    await on.cloud.runSchedule(on.cloud.outputs['OvhScheduleName'] ?? '')
    await until('the credits', async () => (await status()).ovhCreditsLeft === 1000)
    expect((await run(on, ['status'])).out).toMatch(/^Credits at OVHcloud +1000 left$/m)
    expect((await run(on, ['cost'])).out).toMatch(/^Time2Chat replies, 0: 0 credits/m)
  })
})

test('a rehearsal by hand proves each promise from what OVHcloud reports', async () => {
  const on = await startOperated({}, 'local-ovh')
  afterAll(on.stop)
  const person = '+33612345678'
  const { exitCode, out, err } = await on.ops(['rehearse', '--by-hand', '--yes', ...on.target], {
    input: person,
    meanwhile: async (ms) => (ms > minute ? on.cloud.killWorkers(on.receiveSms) : delay(150)),
    hear: (sentence) => {
      const [, what] = /^Send this to \+33939000001 from your phone: (.*)$/.exec(sentence) ?? []
      if (what !== undefined) void on.cloud.receiveText({ from: person, to: line, text: what })
    },
  })
  expect(out).toMatch(
    /^proven {2}A message is answered once, and its carrier reports that the reply arrived +sent, delivered$/m,
  )
  expect([exitCode, err.split('\n').filter((said) => said.startsWith('Send this to')).length]).toEqual([0, 4])
})
