import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { simulatorNumbers } from '../../carriers/aws/simulator-numbers.ts'
import { type Call, inboundSms, listen } from '../../emulator/index.ts'
import { rehearsalWords } from '../../ops/rehearsal/rehearsal.ts'
import { minute } from '../../shared/rules/timing.ts'
import { offTheHoursEdge } from '../e2e/running-number.ts'
import { startStandIn } from '../stand-in.ts'
import { version } from './machine.ts'
import { granted, lastEvening, mailedFile, runWithPolicy, startOperated, watching } from './operated-number.ts'

const simulators = simulatorNumbers['US']
if (simulators === undefined) throw new Error('There must be simulator numbers of the country of the stage')

const account = { numbers: [], areLinesAttached: false }
// Rehearses so often that the last texts would wait: a quarter of the stage's own 50 a day is booked by then.
const often = { budgets: { default: { hour: 50, day: 100, month: 100 } }, partPriceUsd: 0.01 }
const file = JSON.stringify({ ...JSON.parse(mailedFile('rehearsal')), ...often })
const rehearsal = await startOperated(account, 'rehearsal', { file })
afterAll(rehearsal.stop)
const { cloud, ops } = rehearsal

// All of them together take longer than one may wait for the next hour.
beforeEach(offTheHoursEdge, 300_000)

/** Waits for a moment, or has the functions forget at once what they would remember for more than a minute. */
const forgetting = async (ms: number) => (ms > minute ? cloud.killWorkers(rehearsal.receiveSms) : delay(150))

describe('A rehearsal', () => {
  test('stops at the first broken promise, and names it', async () => {
    cloud.sms.deliverAs(simulators.success, 'TEXT_CARRIER_UNREACHABLE')
    const { exitCode, out, err } = await ops(['rehearse', '--yes'])
    cloud.sms.deliverAs(simulators.success, 'TEXT_DELIVERED')
    expect(exitCode).toBe(1)
    expect(out).toMatch(/^BROKEN {2}A text is answered once, .* {2}The reply was sent, and reported as unreachable\.$/m)
    expect(out).toContain('The promises after this one were not tried.')
    expect(err).toMatch(/^1 of 7: A text is answered once, .*\nA promise is broken: A text is answered once, /m)
  })

  test('proves every promise in a new account’s sandbox, with no more than an installer may do', async () => {
    const [simulator = ''] = cloud.boughtNumbers
    // A rehearsal ends with a STOP and a text after it. The functions have to forget that, too, before the next one.
    for (const words of ['STOP', rehearsalWords]) {
      const id = rehearsal.newId(simulators.success)
      await rehearsal.publish(JSON.stringify(inboundSms({ id, from: simulators.success, to: simulator, text: words })))
      await rehearsal.decided(id, 'opted-out')
    }
    const commands = [...watching, ['attach', simulator], ['doctor'], ['rehearse']]
    const { asked, printed, failed } = await runWithPolicy(rehearsal, 'Installer', commands, {
      wait: forgetting,
    })
    const inTheEvening = await runWithPolicy(rehearsal, 'Installer', [['status']], { now: lastEvening })
    expect([...failed, ...inTheEvening.failed]).toEqual([])
    for (const said of [
      / is protected\. It is a simulator: nobody can text it, and /,
      /: rent +1\.00 USD a month \(SIMULATOR, US\)$/m,
      /: countries +it texts AWS's simulator numbers only$/m,
      /: to US +AWS would send \(dry run\)$/m,
      /^ok +SMS sandbox +not left: enough for simulator numbers$/m,
      /^All 7 promises were proven\.$/m,
    ])
      expect(printed).toMatch(said)
    expect([...new Set([...asked, ...inTheEvening.asked])].sort()).toEqual(granted(rehearsal, 'Installer'))
    const replies = cloud.texts.entries().filter(({ direction }) => direction === 'reply')
    expect(replies).toMatchObject([{ to: simulators.success }])
    // The first one is of the run before, and was not delivered.
    const { success, failure } = simulators
    expect(cloud.submitted.entries().map(({ to }) => to)).toEqual([success, success, failure])
  })

  test('is proven though AWS throttles an attempt on the way, since requests share its quota', async () => {
    const effect = { error: 'ThrottlingException', status: 400 }
    const isSent = ({ parameters }: Call) => parameters['DryRun'] !== true
    cloud.faults.add({ service: 'sms-voice', action: 'SendTextMessage', effect, when: isSent, times: 1 })
    const { exitCode, out } = await ops(['rehearse', '--yes'], { wait: forgetting })
    expect([out, exitCode]).toEqual([expect.stringContaining('All 7 promises were proven.'), 0])
  })

  test('is refused while sending is paused', async () => {
    await ops(['pause', '--yes'])
    const paused = await ops(['rehearse', '--yes'])
    await ops(['resume', '--yes'])
    expect([paused.exitCode, paused.err]).toEqual([1, expect.stringMatching(/^Sending of rehearsal is paused, .*\n$/)])
  })

  test('asks first, and texts nobody without a yes', async () => {
    const texts: unknown[] = []
    const unsubscribe = cloud.texts.subscribe((text) => texts.push(text))
    const { exitCode, asked } = await ops(['rehearse'], { answer: 'n' })
    expect(asked).toMatch(/Text this stage from simulator numbers, /)
    expect(exitCode).toBe(1)
    unsubscribe()
    expect(texts).toEqual([])
  })

  test('is shared as versions, times, promises and names of errors, with nothing that somebody gave', async () => {
    cloud.sms.deliverAs(simulators.success, 'TEXT_CARRIER_UNREACHABLE')
    const broken = await ops(['rehearse', '--share', '--yes'], { wait: forgetting })
    cloud.sms.deliverAs(simulators.success, 'TEXT_DELIVERED')
    const whole = await ops(['rehearse', '--share', '--yes'], { wait: forgetting })
    const denied = await ops(['rehearse', '--share', '--yes'], { wait: forgetting, as: rehearsal.keyFor('Operator') })
    const tried = (state: string) => ({ promise: expect.any(String), state, seconds: expect.any(Number) })
    const about = { commands: version, deployed: version, platform: 'linux x64, Node 24.0.0', region: cloud.region }
    const lines = { ...about, lines: 'aws' }
    expect(JSON.parse(broken.out)).toEqual({ ...lines, promises: [tried('broken')], untried: 6 })
    expect(JSON.parse(whole.out)).toEqual({ ...lines, promises: Array(7).fill(tried('proven')), untried: 0 })
    const error = { ...tried('unknown'), error: 'AuthorizationErrorException' }
    expect(JSON.parse(denied.out)).toMatchObject({ promises: [error], untried: 6 })
    expect([broken.exitCode, whole.exitCode, denied.exitCode]).toEqual([1, 0, 1])
    const given = [...Object.values(simulators), ...cloud.boughtNumbers, rehearsalWords, 'rehearsal', '000000000000']
    for (const { out } of [broken, whole, denied])
      for (const one of [...given, 'example', 'Mail', 'arn:', '127.0.0.1', 'unreachable'])
        expect(out).not.toContain(one)
  })
})

test.concurrent('A rehearsal whose line AWS refuses says why, once it has waited long enough for a report', async () => {
  const spent = await startOperated({ numbers: [], spentUsd: 0.99 }, 'rehearsal')
  // The clock of whoever rehearses runs fast, so that minutes are soon over.
  const startedAt = Date.now()
  const now = () => startedAt + 10 * (Date.now() - startedAt)
  const { exitCode, out } = await spent.ops(['rehearse', '--yes'], { now })
  await spent.stop()
  expect(exitCode).toBe(1)
  // On a busy machine the first question may get no answer in time, which is another reason.
  expect(out).toMatch(/ Not within 5 minutes: a report .*, which was refused last \(\S+\): status says what to do\.$/m)
})

test('A rehearsal from a fresh start is proven, though another process takes a core', async () => {
  const busy = spawn(process.execPath, ['-e', 'for (;;);'])
  const env = { ...process.env, PORT: '0', AWS_PORT: String(await freePort()) }
  const stage = spawn(process.execPath, ['local/start.js', '--stage', 'rehearsal'], { env })
  const started = Promise.withResolvers<void>()
  stage.stdout.on('data', (said) => String(said).includes('npm run rehearse') && started.resolve())
  await started.promise
  const args = ['ops/main.ts', 'rehearse', '--local', '--stage', 'rehearsal', '--yes']
  const command = spawn(process.execPath, args, { env })
  const [out, err] = await Promise.all([text(command.stdout), text(command.stderr)])
  stage.kill('SIGKILL')
  busy.kill('SIGKILL')
  expect(out + err).toContain('All 7 promises were proven.')
}, 600_000)

const freePort = async (): Promise<number> => {
  const server = createHttpServer()
  const port = await listen(server, 0, 'PORT')
  server.close()
  return port
}

test.concurrent('A stage whose replies wait for minutes cannot be rehearsed', async () => {
  const example = await startOperated({ numbers: ['+393990000000'] }, 'example')
  const { exitCode, err } = await example.ops(['rehearse', '--yes'])
  await example.stop()
  expect(exitCode).toBe(1)
  expect(err).toBe('Replies of example take up to 75 minutes: rehearse a stage such as rehearsal.\n')
})

test.concurrent('Ctrl-C ends a command with 130, as shells expect', async () => {
  const server = createServer()
  const { url, stop } = await startStandIn(server)
  const env = { ...process.env, AWS_PORT: new URL(url).port }
  const command = spawn(process.execPath, ['ops/main.ts', 'status', '--local', '--stage', 'local'], { env })
  const ended = once(command, 'exit')
  await once(server, 'connection')
  command.kill('SIGINT')
  expect(await ended).toEqual([130, null])
  await stop()
})
