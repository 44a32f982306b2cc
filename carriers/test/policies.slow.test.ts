import { afterAll, describe, expect, test } from 'vitest'
import { settingsIn } from '../../settings/read.ts'
import {
  line as awsLine,
  expectOperatorSuffices,
  mailedFile,
  runWithPolicy,
  startOperated,
  withId,
} from '../../test/ops/operated-number.ts'
import { services } from './services.ts'

describe.each(['httpsms', 'whatsapp'] as const)('in a stage with a line of %s and one of AWS', async (name) => {
  const { stage, line } = services[name].tested
  const account = { twoWayTopicArn: undefined, deletionProtection: false, areLinesAttached: false }
  const file = mailedFile(stage)
  const deployed = { ...withId(stage, 'phone-0'), alertEmails: settingsIn(file, stage).alertEmails }
  const number = await startOperated(account, stage, { deployed, file })
  afterAll(number.stop)

  test('an operator may run every command but attach and rehearse, and do nothing else', async () => {
    await expectOperatorSuffices(number)
  })

  test('an installer may attach both kinds of line, and run doctor', async () => {
    const commands = [['attach', line], ['attach', awsLine], ['doctor']]
    const variables = { HTTPSMS_API_KEY: 'local' }
    expect((await runWithPolicy(number, 'Installer', commands, { variables })).failed).toEqual([])
  })
})
