import { afterAll, expect, test } from 'vitest'

import { checkSettings } from '../../settings/read.ts'
import { version } from './machine.ts'
import { rawSettings, startOperated } from './operated-number.ts'

/** A stage with a line of each carrier. */
const stages = ['local-httpsms', 'local-whatsapp', 'local-ovh', 'local'].map(rawSettings)
const file = {
  ...Object.assign({}, ...stages),
  lines: stages.map(({ lines: [line] }) => (line.carrier === undefined ? { ...line, budget: 'lyon-nord' } : line)),
  countries: ['FR', 'BE'],
  budgets: { default: { hour: 100, day: 1000, month: 10_000 }, 'lyon-nord': { hour: 9, day: 90, month: 900 } },
  alertEmails: ['zoe@relou.example'],
}
const deployed = checkSettings(file, 'settings/local.json')
const full = await startOperated({}, 'local', { deployed, file: JSON.stringify(file) })
afterAll(full.stop)

test('what doctor shares says how the stage is, and holds no number, address, ARN, country or name that somebody gave', async () => {
  const sender = '+32470123456'
  await full.settled(await full.text(sender))
  await full.decided(await full.text(sender), 'answered-recently')
  const { out, exitCode } = await full.ops(['doctor', '--share', '--local'])
  const { checks, ...rest } = JSON.parse(out)
  expect({ ...rest, exitCode }).toEqual({
    exitCode: 0,
    commands: version,
    deployed: version,
    platform: 'linux x64, Node 24.0.0',
    lines: 'httpsms, whatsapp, ovh, aws',
    languages: '4 × fr',
    countries: 2,
    limits: ['1 in 24 h', '3 in 720 h'],
    budgets: expect.arrayContaining([{ hour: 9, day: 90, month: 900 }]),
    repliesPerSecond: 10,
    alarms: { OK: expect.stringMatching(/^dead-letters, siege, [a-z, -]+$/) },
    lastDay: { TextsReceived: 2, 'TextsSilenced.answered-recently': 1, RepliesBooked: 1, RepliesSubmitted: 1 },
  })
  expect(Object.keys(checks)).toEqual(['ok', 'remark'])
  for (const names of Object.values(checks)) expect(names).toMatch(/^((\d+ × )?[A-Za-z' -]+(, |$))+$/)
  expect(checks.ok).toMatch(/\bphone\b.*\bquality\b.*OVHcloud.*\bTable\b.*Alarm e-mails/)
  const given = [sender, ...file.lines.map(({ number }: { readonly number: string }) => number), 'lyon', 'zoe', 'arn:']
  for (const one of [...given, 'FR', 'BE', 'eu-west', '000000000000', 'local', 'Bonsoir', 'ab12345'])
    expect(out).not.toContain(one)
})

test('doctor shares before a deployment, too, and names no version that a fork has given a name', async () => {
  const machine = { version: 'lyon-1', onlyStage: () => 'example', region: async () => 'eu-west-3' }
  const { out, exitCode } = await full.ops(['doctor', '--share', '--stage', 'example'], machine)
  expect(exitCode).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ commands: 'other', lines: 'aws', checks: { fix: 'number, Stack' } })
})
