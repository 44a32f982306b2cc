import { setTimeout as delay } from 'node:timers/promises'
import {
  GetLinkedWhatsAppBusinessAccountCommand,
  ListLinkedWhatsAppBusinessAccountsCommand,
  PutWhatsAppBusinessAccountEventDestinationsCommand,
  SocialMessagingClient,
} from '@aws-sdk/client-socialmessaging'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'

import { jsonAnswer } from '../../../emulator/index.ts'
import type { Check } from '../../../ops/checks/check.ts'
import { readSettings } from '../../../settings/read.ts'
import { submittedTo } from '../../../shared/rules/telemetry.ts'
import { minute } from '../../../shared/rules/timing.ts'
import { until } from '../../e2e/running-number.ts'
import { startOperated } from '../../ops/operated-number.ts'
import { line, number, phoneNumberId } from './example.ts'

const account = { concurrency: 1000, emailsConfirmed: true, areLinesAttached: false }
const another = 'phone-number-id-ffffffffffffffffffffffffffffffff'
const as = (phoneNumberId: string, of = number) => [{ address: `whatsapp:${of}`, number: of, phoneNumberId }] as const
const settings = readSettings('local-whatsapp')
const onlySms = { ...settings, lines: settings.lines.filter(({ carrier }) => carrier === 'aws') }

const operated = await startOperated(account, 'local-whatsapp')
const misnamed = await startOperated({ ...account, whatsAppNumbers: as(another) }, 'local-whatsapp')
const mistaken = await startOperated(
  { ...account, whatsAppNumbers: as(phoneNumberId, '+33639980022') },
  'local-whatsapp',
)
const unlinked = await startOperated({ ...account, whatsAppNumbers: [] }, 'local-whatsapp')
const older = await startOperated(account, 'local-whatsapp', { deployed: onlySms })
const all = [operated, misnamed, mistaken, unlinked, older]
afterAll(() => Promise.all(all.map(({ stop }) => stop())))

type Operated = typeof operated

const topicArn = operated.cloud.outputs['WhatsAppTopicArn'] ?? ''
const { endpoint, region } = operated.cloud
const client = new SocialMessagingClient({
  endpoint,
  region,
  credentials: { accessKeyId: 'owner', secretAccessKey: 'owner' },
})
const linked = async () => {
  const { linkedAccounts = [] } = await client.send(new ListLinkedWhatsAppBusinessAccountsCommand())
  return linkedAccounts[0]
}
const destinations = async () => (await linked())?.eventDestinations?.map((one) => one.eventDestinationArn)
const sendEventsTo = async (...arns: readonly string[]) => {
  const eventDestinations = arns.map((eventDestinationArn) => ({ eventDestinationArn }))
  const id = (await linked())?.id
  await client.send(new PutWhatsAppBusinessAccountEventDestinationsCommand({ id, eventDestinations }))
}
const { account: known } = await client.send(new GetLinkedWhatsAppBusinessAccountCommand({ id: (await linked())?.id }))
/** Makes AWS return the account with these changes. */
const show = ({ number: changes = {}, ...rest }: { readonly number?: object; readonly registrationStatus?: string }) =>
  operated.cloud.answerFor('social-messaging:GetLinkedWhatsAppBusinessAccount', async () => {
    const phoneNumbers = known?.phoneNumbers?.map((one) => ({ ...one, ...changes }))
    const { eventDestinations } = (await linked()) ?? {}
    return jsonAnswer(200, { account: { ...known, linkDate: 0, eventDestinations, phoneNumbers, ...rest } })
  })

const run = (on: Operated, args: readonly string[], typed: Parameters<Operated['ops']>[1] = {}) =>
  on.ops([...args, ...on.target], typed)
const attach = (on = operated) => run(on, ['attach', line, '--json', '--yes'])
const checks = async (on = operated, typed: Parameters<Operated['ops']>[1] = {}): Promise<readonly Check[]> => {
  const found: readonly Check[] = JSON.parse((await run(on, ['doctor', '--json'], typed)).out)
  return found.filter(({ what }) => what.includes('hatsApp') || what.startsWith(line))
}
const toFix = async (on = operated) =>
  (await checks(on)).flatMap(({ what, state, say }) => (state === 'ok' || state === 'remark' ? [] : `${what}: ${say}`))

describe('attach', () => {
  beforeEach(() => sendEventsTo())

  test('sends the events of the account to the topic, and can be repeated', async () => {
    for (const _ of [1, 2]) {
      const { exitCode, out } = await attach()
      expect(exitCode).toBe(0)
      expect(JSON.parse(out)).toEqual({ number, isLine: true, topicArn, displayName: 'Bonsoir' })
      expect(await destinations()).toEqual([topicArn])
    }
    const { checks: found } = {
      checks: JSON.parse((await run(operated, ['doctor', '--json'])).out) as readonly Check[],
    }
    expect(found.find(({ what }) => what === 'Table')?.state).toBe('ok')
  })

  test('says what it will change and where events go now, and changes nothing without a yes', async () => {
    const elsewhere = 'arn:aws:sns:eu-west-3:000000000000:elsewhere'
    await sendEventsTo(elsewhere)
    const { asked, exitCode, err } = await run(operated, ['attach', line], { answer: 'n' })
    expect(asked).toContain(`The events of its account go to ${elsewhere} now, and will no longer.`)
    expect(asked).toContain(`Have all that happens to the WhatsApp account of ${number} sent here`)
    expect([exitCode, err]).toEqual([1, 'Nothing was changed.\n'])
    expect(await destinations()).toEqual([elsewhere])
    expect((await attach()).exitCode).toBe(0)
    expect(await destinations()).toEqual([topicArn])
  })

  test('mentions no other event destination if there is none, and says who can see which name', async () => {
    const { asked, out } = await run(operated, ['attach', line], { answer: 'y' })
    expect(asked).toMatch(/^AntiRelou-local-whatsapp: Have all that happens /)
    expect(out).toMatch(/^\+33639980021 is attached on WhatsApp\..*\nWhoever looks it up may see the name "Bonsoir"/)
  })

  test.each([
    [
      'the number has another id at AWS',
      misnamed,
      `AWS calls ${number} ${another}: write that as its "phoneNumberId"`,
      `${line}: number: AWS calls it ${another}`,
    ],
    [
      'the id belongs to another number at AWS',
      mistaken,
      `AWS calls another number ${phoneNumberId}: correct "phoneNumberId"`,
      `${line}: number: settings have the id of another number`,
    ],
    [
      'no linked account has the number',
      unlinked,
      `that is linked in eu-west-3 has ${number}: link it in the End User`,
      `${line}: number: no WhatsApp Business account that is linked in eu-west-3 has it`,
    ],
    [
      'the stack has no topic yet',
      older,
      'is older than the lines on WhatsApp in its settings: deploy it again',
      'Lines on WhatsApp: The stack AntiRelou-local-whatsapp is older than the lines on WhatsApp',
    ],
  ] as const)('is refused in one sentence if %s, and doctor says so, too', async (_, on, sentence, complaint) => {
    const { exitCode, err } = await attach(on)
    expect(exitCode).toBe(1)
    expect(err).toContain(sentence)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect((await toFix(on)).filter((said) => said.startsWith(complaint))).toHaveLength(1)
  })
})

describe('doctor', () => {
  beforeEach(() => sendEventsTo(topicArn))

  test('finds nothing to fix once a line is attached, and names what only Meta knows', async () => {
    expect(await toFix()).toEqual([])
    const said = (await checks()).map(({ what, state }) => `${what}: ${state}`)
    expect(said).toEqual([
      ...['number', 'registration', 'events', 'quality', 'countries'].map((what) => `${line}: ${what}: ok`),
      `${line}: name: remark`,
      'Topic policy of WhatsApp: ok',
      'WhatsApp API: ok',
    ])
  })

  test.each([
    ['2028-04-29T23:59:59Z', 'ok', /^replies are sent with v25\.0, which Meta ends on 2028-07-29$/],
    ['2028-04-30T00:00:00Z', 'remark', /2028-07-29 and then serves as its next version: upgrade/],
    ['2029-01-01T00:00:00Z', 'remark', /2028-07-29 and then serves as its next version: upgrade/],
  ])('on %s, says how long Meta will serve the version of its API that we use: %s', async (at, state, say) => {
    const found = await checks(operated, { now: () => Date.parse(at) })
    expect(found.find(({ what }) => what === 'WhatsApp API')).toMatchObject({ state, say: expect.stringMatching(say) })
  })

  test('asks for a line to be attached', async () => {
    await sendEventsTo()
    const command = `npm run ops -- attach ${line} --local --stage local-whatsapp`
    expect(await toFix()).toEqual([`${line}: events: what it receives does not come here: ${command}`])
  })

  test('reports an incomplete registration, and attach refuses it', async () => {
    show({ registrationStatus: 'INCOMPLETE' })
    expect(await toFix()).toEqual([`${line}: registration: INCOMPLETE: finish it in the End User Messaging console`])
    const { exitCode, err } = await attach()
    expect([exitCode, err]).toEqual([1, expect.stringContaining('is not registered completely: finish it in the End')])
    show({})
  })

  test.each([
    ['GREEN', 'ok'],
    ['UNKNOWN', 'remark'],
    ['YELLOW', 'fix'],
    ['RED', 'fix'],
  ])('reports the quality rating of the number: %s', async (qualityRating, state) => {
    show({ number: { qualityRating } })
    expect((await checks()).find(({ what }) => what === `${line}: quality`)?.state).toBe(state)
    show({})
  })
})

test('a line can be attached, tried and checked for its cost by the command line', async () => {
  await sendEventsTo()
  const sender = '+33612343210'
  const write = () => operated.cloud.receiveText({ from: sender, to: line, text: 'Salut' })
  const lost = await write()
  expect(await attach()).toMatchObject({ exitCode: 0 })
  const id = await write()
  await until('what WhatsApp says', () => operated.deliveries(id).length > 0)
  // The report may come first.
  await until('the outcome', () => operated.outcomes(id).length > 0)
  expect(operated.outcomes(id)).toEqual(['sent'])
  expect(operated.decisions(lost)).toEqual([])
  await vi.waitFor(
    async () => {
      const { estimatedUsd } = JSON.parse((await run(operated, ['cost', '--json'])).out)
      // A message is counted twice if a busy machine has handled it twice, and a reply is not counted if its function timed out.
      const sent = operated.count(submittedTo('whatsapp'))
      expect(estimatedUsd).toContainEqual({ what: `WhatsApp replies, ${sent}`, usd: 0.035 * sent })
      const received = operated.count('TextsReceived.whatsapp')
      expect(estimatedUsd).toContainEqual({ what: `WhatsApp messages received, ${received}`, usd: 0.005 * received })
    },
    { timeout: 60_000, interval: 100 },
  )
  const { out } = await run(operated, ['cost'])
  expect(out).toMatch(/^The budgets of lines on WhatsApp allow 10000 replies a month, 350\.00 USD\./m)
})

describe('rehearse --by-hand', async () => {
  const operated = await startOperated({}, 'local-whatsapp')
  afterAll(operated.stop)

  const person = '+33612345678'

  /** Rehearses with a person who writes what the rehearsal asks for, or what `answers` returns instead. */
  const rehearse = (answers: (what: string) => string = (what) => what) =>
    operated.ops(['rehearse', '--by-hand', '--yes', ...operated.target], {
      input: person,
      // The rehearsal waits until the functions no longer remember the STOP of the one before.
      meanwhile: async (ms) => (ms > minute ? operated.cloud.killWorkers(operated.receiveSms) : delay(150)),
      hear: (sentence) => {
        const [, what] = /^Send this to \+33639980021 from your WhatsApp: (.*)$/.exec(sentence) ?? []
        if (what === undefined) return
        const text = /voice note/.test(what) ? '' : answers(what)
        void operated.cloud.receiveText({ from: person, to: line, text })
      },
    })

  test('a rehearsal by hand proves each promise from what Meta reports', async () => {
    const { exitCode, out, err } = await rehearse()
    expect(out).toMatch(
      /^proven {2}A message is answered once, and its carrier reports that the reply arrived +sent, delivered$/m,
    )
    expect(out).toContain('All 6 promises were proven.')
    expect(exitCode).toBe(0)
    expect(err.match(new RegExp(`^Send this to \\${number} from your WhatsApp: `, 'gm'))).toHaveLength(4)
  })

  test('a rehearsal by hand can be repeated, and names a broken promise', async () => {
    const { exitCode, out, err } = await rehearse((what) => (what === 'STOP' ? 'Non' : what))
    expect(out).toMatch(/^BROKEN {2}STOP ends it +It was decided: answered-recently\.$/m)
    expect(err).toContain('A promise is broken: STOP ends it.')
    expect(exitCode).toBe(1)
  })
})
