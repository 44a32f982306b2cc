import { afterAll, expect, test } from 'vitest'
import { settingsIn } from '../../settings/read.ts'
import {
  line as awsLine,
  expectOperatorSuffices,
  mailedFile,
  runWithPolicy,
  startOperated,
  withId,
} from '../../test/ops/operated-number.ts'

/** Tests what an operator and an installer may do in a stage with a line of this carrier and one of AWS. */
export const testPolicies = async (
  { stage, line }: { readonly stage: string; readonly line: string },
  areLinesAttached: boolean,
  variables: Readonly<Record<string, string>> = {},
) => {
  const account = { twoWayTopicArn: undefined, deletionProtection: false, areLinesAttached }
  const file = mailedFile(stage)
  const deployed = { ...withId(stage, 'phone-0'), alertEmails: settingsIn(file, stage).alertEmails }
  const number = await startOperated(account, stage, { deployed, file })
  afterAll(number.stop)

  test('an operator may run every command but attach and rehearse, and do nothing else', async () => {
    await expectOperatorSuffices(number)
  })

  test('an installer may attach both kinds of line, and run doctor', async () => {
    const commands = [['attach', line], ['attach', awsLine], ['doctor']]
    expect((await runWithPolicy(number, 'Installer', commands, { variables })).failed).toEqual([])
  })
  return number
}
