import { describe, expect, onTestFinished, test } from 'vitest'
import { newAccount } from '../../../emulator/index.ts'
import { checkAccount, examine } from '../../../ops/commands/doctor.ts'
import { NotDeployed } from '../../../ops/deployment.ts'
import { operations } from '../../../ops/run.ts'
import { checksOf, deploymentOf, line, rawSettings, sayOf, startOperated } from '../../../test/ops/operated-number.ts'

const start = async (...args: Parameters<typeof startOperated>) => {
  const number = await startOperated(...args)
  onTestFinished(number.stop)
  return number
}

describe('an AWS number in a stage with several countries', () => {
  test('is allowed to text abroad if AWS supports it', async () => {
    const number = await start({ internationalSending: true }, 'local-httpsms')
    expect(await number.json('attach', line)).toMatchObject({ unanswered: [] })
    expect(sayOf(await checksOf(number), `${line}: countries`)).toBe('it may text abroad, as far as AWS can')
  })

  test('is attached even if AWS throttles the question, and attach says which countries it cannot answer', async () => {
    const number = await start({ internationalSending: false }, 'local-httpsms')
    const mend = number.cloud.faults.add({
      service: 'sms-voice',
      action: 'UpdatePhoneNumber',
      when: ({ parameters }) => parameters['InternationalSendingEnabled'] === true,
      effect: { error: 'ThrottlingException', status: 400 },
    })
    const attach = () => number.ops(['attach', line, '--yes'])
    const out = `${line} is attached. Text it, from a phone that you can spare for a day. It answers phones of its own country only: those of FR may never get a reply.\n`
    const busy =
      'AWS did not say whether the number may text abroad. AWS has too much to do for this account just now: try again in a minute.\n'
    expect(await attach()).toMatchObject({ exitCode: 0, out, err: busy })
    mend()
    expect(await attach()).toMatchObject({ exitCode: 0, out, err: '' })
    const found = await checksOf(number)
    expect(found.remarks).toEqual(['Price of a part: BE', `${line}: countries`, `${line}: to FR`])
    expect(sayOf(found, `${line}: countries`)).toMatch(/its own country \(BE\); FR may never get a reply$/)
    expect(sayOf(found, `${line}: to FR`)).toBe('AWS would not send, but another line answers phones of FR')
  })
})

test('an account with SIM lines only passes without what AWS numbers need, and AWS is not even asked', async () => {
  const beginner = await start({ ...newAccount, areLinesAttached: false, numbers: [line] })
  const raw = rawSettings('local-httpsms')
  const deployed = await deploymentOf(beginner, { ...raw, lines: raw.lines.slice(0, 1), budgets: undefined })
  expect(await checkAccount(deployed, operations)).toMatchObject([
    { what: { en: 'Credentials' }, state: 'ok' },
    {
      what: { en: 'Lambda concurrency' },
      state: 'ok',
      say: { en: expect.stringMatching(/^10, of which 9 are needed; a flood /) },
    },
  ])
  const asked: string[] = []
  const stop = beginner.cloud.calls.subscribe(({ service, action }) => asked.push(`${service}:${action}`))
  const nothing = { tell: () => {}, file: () => undefined }
  for (const stage of [deployed, { ...deployed, notDeployed: new NotDeployed('') }])
    await examine(stage, operations, nothing)
  stop()
  expect(asked.filter((action) => action === 'lambda:GetAccountSettings')).toHaveLength(2)
  expect(asked.filter((action) => action.startsWith('sms-voice:'))).toEqual([])
})
