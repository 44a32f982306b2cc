import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { checkDryRuns } from '../../carriers/aws/ops/dry-runs.ts'
import { checkLines } from '../../carriers/aws/ops/numbers.ts'
import { simulatorNumbers } from '../../carriers/aws/simulator-numbers.ts'
import { jsonAnswer, newAccount } from '../../emulator/index.ts'
import { replyText } from '../../shared/rules/messages.ts'
import { checksOf, deploymentOf, exampleLine, line, rawSettings, sayOf, startOperated } from './operated-number.ts'

const account = { ...newAccount, requestRates: 'unlimited', areLinesAttached: false } as const
const beginner = await startOperated({ ...account, numbers: [line] })
const settledAccount = { numbers: [exampleLine], areLinesAttached: false, concurrency: 1000, emailsConfirmed: true }
const settled = await startOperated(settledAccount, 'example')
const hasty = await startOperated({ numbers: [exampleLine], emailsConfirmed: false }, 'example')
afterAll(() => Promise.all([beginner.stop(), settled.stop(), hasty.stop()]))

const ofLine = ['two-way channel', 'opt-outs', 'deletion']
/** The checks that doctor reports as to be fixed before a line is attached. */
const unattached = (line: string) => [...ofLine.map((what) => `${line}: ${what}`), 'Table']

describe('attach', () => {
  test('points a number’s texts to the topic, takes over its opt-outs, and protects it and the table', async () => {
    expect((await checksOf(settled)).toFix).toEqual(unattached(exampleLine))

    const updates: unknown[] = []
    const stop = settled.cloud.calls.subscribe(({ action, parameters }) => {
      if (action === 'UpdatePhoneNumber' || action === 'UpdateTable') updates.push(parameters)
    })
    const topicArn = settled.cloud.outputs['InboundTopicArn']
    const textsToTopic = { TwoWayEnabled: true, TwoWayChannelArn: topicArn, SelfManagedOptOutsEnabled: true }
    const done = { number: exampleLine, isLine: true, topicArn, unanswered: [] }
    expect(await settled.json('attach', exampleLine)).toEqual(done)
    expect(updates).toEqual([
      { TableName: settled.cloud.outputs['TableName'], DeletionProtectionEnabled: true },
      { ...textsToTopic, PhoneNumberId: expect.any(String), DeletionProtectionEnabled: true },
    ])
    expect(await checksOf(settled)).toMatchObject({ exitCode: 0, toFix: [], unknown: [] })

    // The table is protected by now, so only the number is updated.
    await settled.json('attach', exampleLine)
    stop()
    expect(updates).toHaveLength(3)
  })

  test('refuses a number that is not in the account', async () => {
    expect(await settled.ops(['attach', '+32460000009', '--yes'])).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/^The account has no number \+32460000009 in eu-west-3/),
    })
  })
})

test('before it asks for a yes, attach says where a number’s texts go now and that settings lack it', async () => {
  const [number, elsewhere] = ['+32460000009', 'arn:aws:sns:eu-west-3:000000000000:AntiRelou-other-Inbound']
  const found = { PhoneNumber: number, PhoneNumberArn: 'arn', Status: 'ACTIVE' }
  const attached = { TwoWayEnabled: true, TwoWayChannelArn: elsewhere }
  hasty.cloud.answerFor('sms-voice:DescribePhoneNumbers', () =>
    jsonAnswer(200, { PhoneNumbers: [{ ...found, ...attached }] }),
  )
  const { asked } = await hasty.ops(['attach', number], { answer: 'n' })
  expect(asked).toBe(
    `AntiRelou-example: What ${number} receives goes to ${elsewhere} now. It is no line of the settings that are deployed. Have what ${number} receives sent here, and protect it and the table from being deleted? [y/N] `,
  )
})

describe('doctor', () => {
  test('lists every check that a new account fails', async () => {
    const { exitCode, toFix } = await checksOf(beginner)
    expect(exitCode).toBe(1)
    const lacks = ['SMS sandbox', 'Spend limit', ...unattached(line), 'Alarm e-mails']
    expect(toFix.toSorted()).toEqual(lacks.toSorted())
    const { out, err } = await beginner.ops(['doctor'])
    expect(out).toMatch(/^FIX Spend limit +1 USD a month, but the budgets allow 800: ask/m)
    expect(out).toMatch(/ Price of a part: BE +at most 0\.08 USD; /)
    expect(out.match(/^ok {2}Policy of \w+ +as it was deployed$/gm)).toHaveLength(8)
    expect(out).toMatch(/^ok {2}Delivery reports +AWS reports what becomes of replies$/m)
    expect(err).toBe(`To be done: ${lacks.length}; could not be checked: 0.\n`)
  })

  test('shows the account’s numbers, even before the stack is deployed, and which one can’t be attached', async () => {
    const account = { numbers: [exampleLine, line], pendingNumbers: [line], areLinesAttached: false }
    const number = await startOperated(account, 'example')
    onTestFinished(number.stop)
    expect((await number.ops(['attach', line, '--yes'])).err).toMatch(/^The number \+32460000000 is PENDING, /)
    const unused = 'its texts go nowhere, AWS answers HELP and STOP, it texts its own country only'
    const deployed = await checksOf(number)
    const say = `not in settings: phone-1, PENDING, 1.00 USD a month (LONG_CODE, BE), ${unused}`
    expect(deployed.checks).toContainEqual({ what: line, state: 'remark', say })

    await number.json('attach', exampleLine)
    const topicArn = number.cloud.outputs['InboundTopicArn']
    const before = await checksOf(number, '--stage', 'local')
    const { checks } = before
    expect(before.exitCode).toBe(1)
    expect(checks.at(-1)).toMatchObject({ what: 'Stack', state: 'fix', say: expect.stringContaining('cdk deploy') })
    expect(checks.filter(({ what }) => what.startsWith(line))).toEqual([
      { what: `${line}: state`, state: 'fix', say: expect.stringMatching(/^PENDING: wait, or see/) },
      { what: `${line}: id`, state: 'ok', say: 'phone-1' },
      { what: `${line}: rent`, state: 'ok', say: '1.00 USD a month (LONG_CODE, BE)' },
      { what: `${line}: countries`, state: 'ok', say: 'it answers phones of its own, as settings want' },
      { what: `${line}: until attached`, state: 'remark', say: unused },
    ])
    expect(sayOf(before, exampleLine)).toBe(
      `not in settings: phone-0, ACTIVE, 1.00 USD a month (LONG_CODE, IT), its texts go to ${topicArn}, AWS leaves HELP and STOP alone, it texts its own country only`,
    )
  })

  test('distinguishes what it was not allowed to check from what is wrong', async () => {
    const effect = { error: 'AccessDeniedException', status: 403 }
    const repair = settled.cloud.faults.add({ service: 'lambda', action: 'GetAccountSettings', effect })
    const { exitCode, err, out } = await settled.ops(['doctor'])
    repair()
    expect(out).toMatch(/^\? {3}Lambda concurrency +You may not do /m)
    expect(err).toBe('To be done: 0; could not be checked: 1.\n')
    expect(exitCode).toBe(1)
  })

  test('is not needed to try an alarm, whose mail says that it is a trial', async () => {
    const states: unknown[] = []
    const stop = settled.cloud.calls.subscribe(({ action, parameters }) => {
      if (action === 'SetAlarmState') states.push(parameters)
    })
    const tried = await settled.ops(['try-alarm', '--yes'], { as: settled.keyFor('Installer') })
    stop()
    expect([tried.err, tried.exitCode]).toEqual(['', 0])
    const trial = { AlarmName: 'AntiRelou-example-siege', StateReason: expect.stringMatching(/^A trial of mails, /) }
    expect(states).toEqual(['ALARM', 'OK'].map((StateValue) => ({ ...trial, StateValue })))
  })
})

test('doctor compares the phone number id in settings with the one at AWS', async () => {
  const raw = rawSettings('local')
  const sayOfId = async (phoneNumberId: string) => {
    const lines = raw.lines.map((one: object) => ({ ...one, phoneNumberId }))
    const checks = await checkLines(await deploymentOf(beginner, { ...raw, lines }))
    return checks.flatMap(({ what, state, say }) => (what.en === `${line}: id` ? `${state} ${say.en}` : []))
  }
  expect(await sayOfId('phone-0')).toEqual(['ok phone-0, as settings have it'])
  expect(await sayOfId('phone-1')).toEqual([
    'fix settings have phone-1, so nothing may be sent: correct "phoneNumberId" to phone-0, and deploy it with npx cdk deploy -c stage=local',
  ])
})

test('numbers are found on whatever page, and others that share the rate remarked on', async () => {
  const number = await startOperated({ numbers: [line, '+32460000001', '+32460000002'] })
  onTestFinished(number.stop)
  expect(sayOf(await checksOf(number), 'Rate')).toBe(
    'the account has 2 other numbers in eu-west-3: if another stage sends from one, both share the rate that AWS allows an account in a region, by default one text a second',
  )
  expect(sayOf(await checksOf(settled), 'Rate')).toBeUndefined()
  const pages = [{ PhoneNumbers: [] }, { PhoneNumbers: [{ PhoneNumber: line, Status: 'ACTIVE' }] }]
  number.cloud.answerFor('sms-voice:DescribePhoneNumbers', ({ parameters }) =>
    jsonAnswer(200, parameters['NextToken'] === 'more' ? pages[1] : { ...pages[0], NextToken: 'more' }),
  )
  expect(sayOf(await checksOf(number), `${line}: state`)).toBe('ACTIVE')
})

describe('doctor makes dry runs of SendTextMessage:', () => {
  const dryRun = `${exampleLine}: to IT`

  test('one to the simulator number of each country, with a real reply, and nothing is sent', async () => {
    const sent: unknown[] = []
    const stop = settled.cloud.calls.subscribe(({ action, parameters }) => {
      if (action === 'SendTextMessage') sent.push(parameters)
    })
    expect(sayOf(await checksOf(settled), dryRun)).toBe('AWS would send (dry run)')
    stop()
    const between = { OriginationIdentity: exampleLine, DestinationPhoneNumber: simulatorNumbers['IT']?.success }
    const text = {
      MessageBody: replyText('it', 0),
      MessageType: 'TRANSACTIONAL',
      MaxPrice: '0.08000',
      TimeToLive: 3600,
    }
    const of = { ConfigurationSetName: 'AntiRelou-example', Context: { inboundId: 'dry-run' }, DryRun: true }
    expect(sent).toEqual([{ ...between, ...text, ...of }])
    expect(settled.cloud.submitted.entries()).toEqual([])
  })

  test('none where AWS has no simulator number, nor once one could not be made, so timeouts don’t add up', async () => {
    const runs = async (...countries: readonly string[]) =>
      (await checkDryRuns(await deploymentOf(beginner, { ...rawSettings('local'), countries }), () => {})).map(
        ({ what, state, say }) => ({ what: what.en, state, say: say.en }),
      )
    const say = 'AWS has no simulator number there, so only a real text tells'
    const withoutSimulator = { what: `${line}: to DE`, state: 'remark', say }
    const ofBelgium = { what: `${line}: to BE`, state: 'ok', say: 'AWS would send (dry run)' }
    expect(await runs('BE', 'DE')).toEqual([ofBelgium, withoutSimulator])
    const asked: unknown[] = []
    const stop = beginner.cloud.calls.subscribe(({ action }) => action === 'SendTextMessage' && asked.push(action))
    const effect = { error: 'AccessDeniedException', status: 400 }
    const repair = beginner.cloud.faults.add({ service: 'sms-voice', action: 'SendTextMessage', effect })
    const checks = await runs('BE', 'DE', 'FR')
    repair()
    stop()
    expect(asked).toHaveLength(1)
    expect(checks).toEqual([
      { what: `${line}: to BE`, state: 'unknown', say: expect.stringMatching(/^You may not do /) },
      withoutSimulator,
      { what: `${line}: to FR`, state: 'unknown', say: expect.stringMatching(/^not asked, as another could not be: /) },
    ])
    expect(await runs('BE', 'FR')).toContainEqual({
      what: `${line}: to FR`,
      state: 'fix',
      say: 'an AWS number answers phones of its own country: take that country off countries, or give it a line of its own',
    })
  })
})
