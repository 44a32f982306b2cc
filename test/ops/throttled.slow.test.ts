import { afterAll, expect, onTestFinished, test } from 'vitest'

import type { Check } from '../../ops/checks/check.ts'
import { createClients } from '../../ops/clients.ts'
import { checksOf, sayOf } from './doctor-checks.ts'
import { runOn } from './machine.ts'
import { exampleLine, startOperated } from './operated-number.ts'

const account = { numbers: [exampleLine], numbersAttached: false, emailsConfirmed: true }
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
