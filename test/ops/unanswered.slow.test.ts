import { describe, expect, onTestFinished, test } from 'vitest'

import type { Answer } from '../../emulator/index.ts'
import { createClients, type Timeouts } from '../../ops/clients.ts'
import type { Machine } from '../../ops/command-context.ts'
import { stoppedAfterwards } from '../stand-in.ts'
import { nowhere, startAnswering, startSilent, startStalling } from './answering-servers.ts'
import { runOn } from './machine.ts'
import { startOperated, stranger, typedIn } from './operated-number.ts'

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
