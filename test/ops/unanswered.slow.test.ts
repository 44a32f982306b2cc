import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Check } from '../../ops/checks/check.ts'
import { createClients, type Timeouts } from '../../ops/clients.ts'
import type { Machine } from '../../ops/machine.ts'
import { stoppedAfterwards } from '../stand-in.ts'
import { nowhere, runOn, startAnswering, startSilent, startStalling } from './machine.ts'
import { checksOf, exampleLine, sayOf, startOperated } from './operated-number.ts'

const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }
const impatient = { requestMs: 100, callMs: 30_000 }

/** Runs a command that connects to somewhere else than AWS. */
const run = (args: readonly string[], connect: Machine['connect']) =>
  runOn({ connect, onlyStage: () => undefined }, [...args, '--local'])
const reaching =
  (endpoint: string, timeouts?: Timeouts): Machine['connect'] =>
  ({ region }) =>
    createClients({ region, endpoint, credentials }, timeouts)

const page = '<!DOCTYPE html><html><body><p>Sign in with +33612345678</p></body></html>'

describe('A command ends with one sentence and exit code 1 when AWS', () => {
  test('does not answer in time: it never begins, never finishes, or looking up credentials hangs', async () => {
    const silent = await stoppedAfterwards(startSilent())
    const stalling = await stoppedAfterwards(startStalling('text/xml'))
    const withoutCredentials: Machine['connect'] = ({ region }) =>
      createClients(
        { region, endpoint: nowhere, credentials: () => new Promise(() => {}) },
        { ...impatient, callMs: 50 },
      )
    for (const connect of [reaching(silent, impatient), reaching(stalling, impatient), withoutCredentials]) {
      const { exitCode, err } = await run(['status'], connect)
      expect(err).toMatch(/^AWS, or npm start with --local, did not answer in time: [^\n]*\n$/)
      expect(exitCode).toBe(1)
    }
  })

  test.each([
    [200, 'text/html; charset=utf-8'],
    [302, 'text/html; charset=utf-8'],
    [403, 'text/plain'],
    [502, 'text/html; charset=utf-8'],
  ])('is hidden by a proxy, which responds with the status %i and %s', async (status, type) => {
    const url = await stoppedAfterwards(startAnswering(status, type, page))
    const { exitCode, err } = await run(['status'], reaching(url))
    expect(err).toMatch(new RegExp(`^What answered with the status ${status} does not speak like AWS: [^\n]*\n$`))
    expect(err).not.toContain('33612345678')
    expect(exitCode).toBe(1)
  })

  test.each([
    ['refuses the connection', nowhere, /^Nothing answers there: with --local, npm start has to run [^\n]*\n$/],
    ['has a host name that does not resolve', 'http://aws.invalid', /^AWS can't be reached \(E[A-Z_]+\): [^\n]*\n$/],
  ])('%s', async (_, endpoint, sentence) => {
    const { exitCode, err } = await run(['pause', '--yes'], reaching(endpoint))
    expect(err).toMatch(sentence)
    expect(exitCode).toBe(1)
  })
})

const account = { numbers: [exampleLine], areLinesAttached: false, emailsConfirmed: true }
const number = await startOperated(account, 'example')
afterAll(number.stop)

test('doctor and attach give up after five attempts and say to try again; the table is protected then', async () => {
  const effect = { error: 'ThrottlingException', status: 400 }
  const ends = ['SendTextMessage', 'UpdatePhoneNumber'].map((action) =>
    number.cloud.faults.add({ service: 'sms-voice', action, effect }),
  )
  const asked: string[] = []
  const stop = number.cloud.calls.subscribe(({ service, action }) => service === 'sms-voice' && asked.push(action))
  const [found, attached] = await Promise.all([checksOf(number), number.ops(['attach', exampleLine, '--yes'])])
  stop()
  for (const end of ends) end()
  const tryAgain = /^AWS has too much to do for this account just now: try again/
  expect(found.unknown).toEqual([`${exampleLine}: to IT`])
  expect(sayOf(found, `${exampleLine}: to IT`)).toMatch(tryAgain)
  expect(attached).toMatchObject({ exitCode: 1, err: expect.stringMatching(tryAgain) })
  expect(asked.filter((action) => action === 'SendTextMessage')).toHaveLength(5)
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
