import { afterAll, describe, expect, onTestFinished, test } from 'vitest'

import { newAccount } from '../../../emulator/index.ts'
import type { Check } from '../../../ops/checks/check.ts'
import { checkAccount, examine } from '../../../ops/commands/doctor.ts'
import { operations } from '../../../ops/run.ts'
import { readSettings } from '../../../settings/read.ts'
import { accessOf, checksOf, line, rawSettings, sayOf, startOperated } from '../../ops/operated-number.ts'

const beginner = await startOperated({ ...newAccount, areLinesAttached: false, numbers: [line] })
afterAll(beginner.stop)

describe('an AWS number in a stage with several countries', () => {
  const startAbroad = async (internationalSending: boolean) => {
    const number = await startOperated({ internationalSending }, 'local-httpsms')
    onTestFinished(number.stop)
    return number
  }

  test('is allowed to text abroad if AWS supports it', async () => {
    const number = await startAbroad(true)
    expect(await number.json('attach', line)).toMatchObject({ unanswered: [] })
    expect(sayOf(await checksOf(number), `${line}: countries`)).toBe('it may text abroad, as far as AWS can')
  })

  test('is attached if AWS does not, and attach says which countries it cannot answer', async () => {
    const number = await startAbroad(false)
    const { out, exitCode } = await number.ops(['attach', line, '--yes'])
    expect(exitCode).toBe(0)
    expect(out).toBe(
      `${line} is attached. Text it, from a phone that you can spare for a day. It answers phones of its own country only: those of FR may never get a reply.\n`,
    )
    const found = await checksOf(number)
    expect(found.remarks).toEqual(['Price of a part', `${line}: countries`, `${line}: to FR`])
    expect(sayOf(found, `${line}: countries`)).toBe(
      'an AWS number answers phones of its own country (BE); FR may never get a reply',
    )
    expect(sayOf(found, `${line}: to FR`)).toBe('AWS would not send, but another line answers phones of FR')
  })

  test('is attached even if AWS throttles the question whether it may text abroad', async () => {
    const number = await startAbroad(true)
    number.cloud.faults.add({
      service: 'sms-voice',
      action: 'UpdatePhoneNumber',
      when: ({ parameters }) => parameters['InternationalSendingEnabled'] === true,
      effect: { error: 'ThrottlingException', status: 400 },
    })
    const { exitCode, out, err } = await number.ops(['attach', line, '--yes'])
    expect(err).toBe(
      'AWS did not say whether the number may text abroad. AWS has too much to do for this account just now: try again in a minute.\n',
    )
    expect(out).toContain(`${line} is attached.`)
    expect(out).toContain('those of FR may never get a reply')
    expect(exitCode).toBe(0)
  })
})

test('doctor asks for a new deployment if the stack is older than its AWS lines, and so has no delivery reports', async () => {
  const settings = readSettings('local-httpsms')
  const deployed = { ...settings, lines: settings.lines.filter(({ carrier }) => carrier === 'httpsms') }
  const number = await startOperated({}, 'local-httpsms', { deployed })
  onTestFinished(number.stop)
  const { out } = await number.ops(['doctor', '--json'])
  const checks: readonly Check[] = JSON.parse(out)
  expect(checks).toContainEqual({
    what: 'Delivery reports',
    state: 'fix',
    say: expect.stringMatching(/^the stack is older than they are: /),
  })
})

describe('an account with SIM lines only', () => {
  const raw = rawSettings('local-httpsms')
  const simsOnly = { ...raw, lines: raw.lines.slice(0, 1), budgets: undefined }
  const whatItNeeds = (settings: object) => checkAccount(accessOf(beginner, settings), operations)

  test('passes without the checks that only AWS numbers need', async () => {
    expect(await whatItNeeds(simsOnly)).toMatchObject([
      { what: 'Credentials', state: 'ok' },
      { what: 'Lambda concurrency', state: 'ok', say: expect.stringMatching(/^10, of which 9 are needed; a flood /) },
    ])
  })

  test('is not asked for its AWS numbers, which its region may not even offer', async () => {
    const asked: string[] = []
    const stop = beginner.cloud.calls.subscribe(({ service, action }) => asked.push(`${service}:${action}`))
    for (const stackName of ['AntiRelou-local', 'AntiRelou-none'])
      await examine({ ...accessOf(beginner, simsOnly), stackName }, operations, () => {})
    stop()
    expect(asked.filter((action) => action.startsWith('cloudformation:DescribeStacks'))).toHaveLength(2)
    expect(asked.filter((action) => action.startsWith('sms-voice:'))).toEqual([])
  })
})
