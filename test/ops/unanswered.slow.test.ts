import { afterAll, describe, expect, onTestFinished, test } from 'vitest'

import type { Answer } from '../../emulator/index.ts'
import type { Check } from '../../ops/checks/check.ts'
import { createClients, type Timeouts } from '../../ops/clients.ts'
import type { Machine } from '../../ops/command-context.ts'
import { stoppedAfterwards } from '../stand-in.ts'
import { nowhere, runOn, startAnswering, startSilent, startStalling } from './machine.ts'
import { checksOf, exampleLine, sayOf, startOperated, stranger, typedIn } from './operated-number.ts'

const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }
const impatient = { requestMs: 100, callMs: 30_000 }

/** The exit code and the error message of a command that connects to somewhere else than AWS. */
const complaintOf = async (given: readonly string[], connect: Machine['connect']) => {
  const { args, input } = typedIn(given)
  const machine = { connect, readInput: async () => input, onlyStage: () => undefined }
  const { exitCode, err } = await runOn(machine, [...args, '--local'])
  return { exitCode, complaint: err }
}
const reaching =
  (endpoint: string, timeouts?: Timeouts): Machine['connect'] =>
  ({ region }) =>
    createClients({ region, endpoint, credentials }, timeouts)

const commands = [['pause', '--yes'], ['status'], ['doctor'], ['show', stranger()]]
const page = '<!DOCTYPE html><html><body><p>Sign in with +33612345678</p></body></html>'

describe('A command ends with one sentence and exit code 1 when AWS', () => {
  test.each(commands)('accepts the connection and never responds: %s', async (...args) => {
    const { exitCode, complaint } = await complaintOf(args, reaching(await stoppedAfterwards(startSilent()), impatient))
    expect(complaint).toMatch(/^AWS, or npm start with --local, did not answer in time: [^\n]*$/)
    expect(exitCode).toBe(1)
  })

  test('begins to respond and never finishes', async () => {
    const url = await stoppedAfterwards(startStalling('text/xml'))
    const { exitCode, complaint } = await complaintOf(['status'], reaching(url, impatient))
    expect(complaint).toMatch(/did not answer in time: [^\n]*$/)
    expect(exitCode).toBe(1)
  })

  test('is never reached because looking up the credentials hangs', async () => {
    const { exitCode, complaint } = await complaintOf(['status'], ({ region }) =>
      createClients(
        { region, endpoint: nowhere, credentials: () => new Promise(() => {}) },
        { ...impatient, callMs: 50 },
      ),
    )
    expect(complaint).toMatch(/did not answer in time: [^\n]*$/)
    expect(exitCode).toBe(1)
  })

  test.each([
    [200, 'text/html; charset=utf-8'],
    [302, 'text/html; charset=utf-8'],
    [403, 'text/plain'],
    [502, 'text/html; charset=utf-8'],
  ])('is hidden by a proxy, which responds with the status %i and %s', async (status, type) => {
    const url = await stoppedAfterwards(startAnswering(status, type, page))
    for (const command of commands) {
      const { exitCode, complaint } = await complaintOf(command, reaching(url))
      expect(complaint).toMatch(new RegExp(`^What answered with the status ${status} does not speak like AWS: [^\n]*$`))
      expect(complaint).not.toContain('33612345678')
      expect(exitCode).toBe(1)
    }
  })

  test('refuses the connection', async () => {
    const { exitCode, complaint } = await complaintOf(['pause', '--yes'], reaching(nowhere))
    expect(complaint).toMatch(/^Nothing answers there: with --local, npm start has to run [^\n]*$/)
    expect(exitCode).toBe(1)
  })

  test('has a host name that does not resolve', async () => {
    const { exitCode, complaint } = await complaintOf(['pause', '--yes'], reaching('http://aws.invalid'))
    expect(complaint).toMatch(/^AWS can't be reached \(E[A-Z_]+\): [^\n]*$/)
    expect(exitCode).toBe(1)
  })
})

test.each([
  ['sqs:GetQueueAttributes', ['dead-letters']],
  ['dynamodb:GetItem', ['show', stranger()]],
  ['monitoring:GetMetricData', ['cost']],
  ['lambda:UpdateEventSourceMapping', ['pause', '--yes']],
  ['sns:Publish', ['try', stranger(), 'Salut', '--yes']],
  ['secretsmanager:GetSecretValue', ['show', stranger()]],
  ['logs:FilterLogEvents', ['logs']],
] as const)('A page in place of the response to %s is reported as not coming from AWS', async (action, args) => {
  const intercepted = await startOperated()
  onTestFinished(intercepted.stop)
  const answer: Answer = { status: 200, headers: { 'content-type': 'text/html' }, body: page }
  intercepted.cloud.answerFor(action, () => answer)
  const { exitCode, err } = await intercepted.ops(args)
  expect(err).toMatch(/^What answered with the status 200 does not speak like AWS: [^\n]*\n$/)
  expect(exitCode).toBe(1)
})

const account = { numbers: [exampleLine], areLinesAttached: false, emailsConfirmed: true }
const number = await startOperated(account, 'example')
afterAll(number.stop)

/** Throttles an action of End User Messaging, by default until the test ends. */
const throttle = (action: string, times = Number.POSITIVE_INFINITY) => {
  const effect = { error: 'ThrottlingException', status: 400 }
  onTestFinished(number.cloud.faults.add({ service: 'sms-voice', action, effect, times }))
}

/** Counts the requests of an action until the test ends. */
const countOf = (action: string) => {
  const count = { requests: 0 }
  const stop = number.cloud.calls.subscribe((call) => {
    if (call.action === action) count.requests++
  })
  onTestFinished(() => stop())
  return count
}

test('doctor tries again what AWS throttles', async () => {
  for (const action of ['DescribePhoneNumbers', 'SendTextMessage']) throttle(action, 2)
  const found = await checksOf(number)
  expect(found.unknown).toEqual([])
  expect(sayOf(found, `${exampleLine}: to IT`)).toBe('AWS would send (dry run)')
})

test('doctor gives up after five attempts, and says to try again', async () => {
  throttle('SendTextMessage')
  const dryRuns = countOf('SendTextMessage')
  const found = await checksOf(number)
  expect(found.unknown).toEqual([`${exampleLine}: to IT`])
  expect(sayOf(found, `${exampleLine}: to IT`)).toMatch(/^AWS has too much to do for this account just now: try again/)
  expect(dryRuns.requests).toBe(5)
})

test('attach protects the table even if AWS throttles every change of the number', async () => {
  throttle('UpdatePhoneNumber')
  const { exitCode, err } = await number.ops(['attach', exampleLine, '--yes'])
  expect(exitCode).toBe(1)
  expect(err).toMatch(/^AWS has too much to do for this account just now: try again/)
  expect((await checksOf(number)).toFix).not.toContain('Table')
})

test('at the rate that AWS allows a new account, attach and then doctor succeed', async () => {
  const usual = await startOperated({ ...account, requestRates: {} }, 'example')
  onTestFinished(usual.stop)
  const { endpoint, region } = usual.cloud
  const credentials = { accessKeyId: 'owner', secretAccessKey: 'owner' }
  const machine = { connect: () => createClients({ region, endpoint, credentials }), localEndpoint: () => endpoint }
  const paced = (...args: readonly string[]) => runOn(machine, [...args, '--json', '--stage', 'example'])
  expect(await paced('attach', exampleLine, '--yes')).toMatchObject({ exitCode: 0, err: '' })
  const { out } = await paced('doctor')
  const checks: readonly Check[] = JSON.parse(out)
  expect(checks).toContainEqual(expect.objectContaining({ what: `${exampleLine}: to IT`, state: 'ok' }))
  expect(checks.filter(({ state }) => state === 'unknown')).toEqual([])
})
