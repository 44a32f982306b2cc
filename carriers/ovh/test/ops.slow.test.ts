import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler'
import { afterAll, expect, test } from 'vitest'
import { jsonAnswer, placed } from '../../../emulator/index.ts'
import { until } from '../../../test/e2e/running-number.ts'
import { runWithPolicy, type Said, startOperated } from '../../../test/ops/operated-number.ts'
import { ovh } from '../stand-in/api.ts'
import { line, serviceName } from './example.ts'

const key = { applicationKey: 'local', applicationSecret: 'local', consumerKey: 'none', rules: [] }
const account = { serviceName, numbers: [line], keys: [key], creditsLeft: 1000, automaticResponse: 'Bien reçu' }
const on = await startOperated(
  { concurrency: 1000, emailsConfirmed: true, areLinesAttached: false, standIns: [placed(ovh, account)] },
  'local-ovh',
)
const { cloud, target } = on
const { endpoint, region, outputs } = cloud
const scheduler = new SchedulerClient({ endpoint, region, credentials: { accessKeyId: 'any', secretAccessKey: 'any' } })
afterAll(async () => {
  scheduler.destroy()
  await on.stop()
})

test('an installer attaches a number without reading the functions’ key, and status tells its credits', async () => {
  expect(await status()).toMatchObject({ ovhCreditsLeft: null, ovhCreditDaysLeft: null })
  const { exitCode, out } = await run(['attach', line, '--json', '--yes'], { as: on.keyFor('Installer') })
  expect([exitCode, JSON.parse(out)]).toEqual([0, { number: line, creditsLeft: 1000, automaticAnswer: '' }])
  expect((await runWithPolicy(on, 'Installer', [['status']])).failed).toEqual([])
  expect(await toFix()).toEqual([])
  const readers = cloud.calls
    .entries()
    .filter(({ action, body }) => action === 'GetSecretValue' && body.includes(outputs['OvhFunctionsKeyArn'] ?? '-'))
  expect(readers.filter(({ caller }) => caller.kind === 'person')).toEqual([])

  const id = (await cloud.phoneOf(line)?.text('+33612345678', 'Salut')) ?? ''
  await cloud.runSchedule(schedule)
  await until('the reply', () => on.outcomes(id).length > 0)
  expect(on.outcomes(id)).toEqual(['sent'])
  // OVHcloud's own answer is empty now.
  cloud.serviceOf(ovh)?.endConversations()
  expect(on.repliesTo('+33612345678')).toHaveLength(1)
  await until('the credits', async () => (await status()).ovhCreditsLeft === 1000)
  expect((await run(['status'])).out).toMatch(/^Credits at OVHcloud +1000 left$/m)
  expect((await run(['cost'])).out).toMatch(/^Time2Chat replies, 1: 2 credits/m)
})

test('doctor and status say that OVHcloud refuses only the functions’ key', async () => {
  const effect = { error: 'Forbidden', status: 403 }
  const refused = cloud.faults.add({ service: 'ovh', action: 'ListIncoming', effect })
  await cloud.runSchedule(schedule)
  const attach = `no text is fetched, as OVHcloud refuses the functions' key: npm run ops -- attach ${line} --local`
  await until('the log', async () => (await status()).ovhPollsRefused === true)
  expect(await toFix({ as: on.keyFor('Operator') })).toEqual([
    expect.stringContaining(`fix: Polls of OVHcloud: ${attach}`),
  ])
  expect((await run(['status'])).out).toContain(attach)
  refused()
})

test('doctor says that the schedule of polls is aimed elsewhere, and what helps', async () => {
  const found = async () =>
    (await toFix({ as: on.keyFor('Operator') })).filter((one) => one.includes('Attributes of OvhSchedule'))
  const { $metadata: _, ...ours } = await scheduler.send(new GetScheduleCommand({ Name: schedule }))
  const answer = (schedule: object) => cloud.answerFor('scheduler:GetSchedule', () => jsonAnswer(200, schedule))
  answer(ours)
  expect(await found()).toEqual([])
  answer({ ...ours, Target: { ...ours.Target, Arn: outputs['InboundTopicArn'] } })
  const wrong = /^fix: Attributes of OvhSchedule: Target\.Arn is .*InboundTopic.*: have an administrator put it back/
  expect(await found()).toEqual([expect.stringMatching(wrong)])
})

const variables = { OVH_APPLICATION_KEY: 'local', OVH_APPLICATION_SECRET: 'local' }

/** Runs a command while somebody confirms every key that it asks for. */
const run = (args: readonly string[], typed: Parameters<typeof on.ops>[1] = {}) => {
  const complain = (sentence: string): void => {
    const [, url] = /^The key .*: open (\S+),/.exec(sentence) ?? []
    if (url !== undefined) void fetch(url)
  }
  return on.ops([...args, ...target], { complain, variables, ...typed })
}
const schedule = outputs['OvhScheduleName'] ?? ''
const status = async () => on.json('status', ...target)
/** What is told of the account and the schedule that isn't right. */
const toFix = async (typed: Parameters<typeof on.ops>[1] = {}) => {
  const found: readonly Said[] = JSON.parse((await run(['doctor', '--json'], typed)).out)
  const ours = found.filter(({ what }) => /OVH|redit|\+339|OvhSchedule/.test(what))
  return ours.flatMap(({ what, state, say }) => (state === 'ok' ? [] : `${state}: ${what}: ${say}`))
}
