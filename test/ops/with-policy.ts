import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { expect } from 'vitest'
import { z } from 'zod'

import { requiredPermissions } from '../../emulator/index.ts'
import { readSettings } from '../../settings/read.ts'
import type { Settings } from '../../settings/schema.ts'
import { line, type startOperated, stranger } from './operated-number.ts'

export type Operated = Awaited<ReturnType<typeof startOperated>>
export type Policy = Parameters<Operated['policy']>[0]

const statements = z.array(z.object({ Action: z.union([z.string(), z.array(z.string())]) }))

/** Actions that a policy grants, without those on the key: other services request them in the caller's name. */
export const granted = (operated: Operated, name: Policy): readonly string[] => {
  const { PolicyDocument } = operated.policy(name).properties
  const actions = statements.parse(PolicyDocument.Statement).flatMap(({ Action }) => Action)
  return [...new Set(actions.filter((action) => !action.startsWith('kms:')))].sort()
}

/** Runs command lines with the permissions of one policy. Returns the actions that IAM checked, and the commands that failed. */
export const runWithPolicy = async (
  { cloud, ops, policy, target }: Operated,
  name: Policy,
  commands: readonly (readonly string[])[],
  { now = Date.now, variables = {} }: { readonly now?: () => number; readonly variables?: Record<string, string> } = {},
) => {
  const asked = new Set<string>()
  const stop = cloud.calls.subscribe((call) => {
    if (call.caller.kind !== 'person') return
    for (const { action } of requiredPermissions(call, cloud.stack)) asked.add(action)
  })
  const as = cloud.keyFor(policy(name).arn)
  const failed: string[] = []
  for (const command of commands) {
    const { err, exitCode } = await ops([...command, ...target, '--yes'], { as, now, variables })
    if (exitCode !== 0) failed.push(`${command[0]}: ${err.trim()}`)
  }
  stop()
  return { asked: [...asked].sort(), failed }
}

/** The settings of a stage, with the id that AWS has given to the line. */
export const withId = (stage: string, phoneNumberId: string): Settings => {
  const settings = readSettings(stage)
  return { ...settings, lines: settings.lines.map((one) => (one.number === line ? { ...one, phoneNumberId } : one)) }
}

export const watching = [['status'], ['cost'], ['logs']]

/** The length of a policy as IAM counts it, without whitespace. */
export const lengthOf = ({ policy }: Operated, name: Policy): number =>
  JSON.stringify(policy(name).properties.PolicyDocument).length

/** Checks that an operator may run every command but attach and rehearse, and is granted no action that none of them needs. */
export const expectOperatorSuffices = async (operated: Operated): Promise<void> => {
  const { outputs, owner } = operated.cloud
  const [sender, second, other] = [stranger(), stranger(), stranger()]
  for (const output of ['RepliesDeadLettersUrl', 'SubscriptionDeadLettersUrl'])
    await owner.sqs.send(new SendMessageCommand({ QueueUrl: outputs[output], MessageBody: 'dead' }))
  const always = ['--reserved-after', '2020-01-01T00:00Z', '--before', '2099-01-01T00:00Z']
  const { asked, failed } = await runWithPolicy(operated, 'Operator', [
    ...watching,
    ...[['pause'], ['try', sender, 'Salut'], ['try', second, 'Salut'], ['show', sender]],
    ...[['cancel-pending', ...always], ['resume']],
    ...[
      ['block', other, '--for', '1h'],
      ['unblock', other],
      ['opt-in', other],
      ['forget', other],
    ],
    ...[['dead-letters'], ['dead-letters', 'redrive'], ['doctor']],
  ])
  // The doctor reports that no line is attached. Its dry run needs the permission to send, which only an installer has.
  const complaint = /^doctor: \d lines need something done, and \d lines? could not be checked\.$/
  expect(failed).toEqual([expect.stringMatching(complaint)])
  expect(asked).toEqual([...granted(operated, 'Operator'), 'sms-voice:SendTextMessage'].sort())
}
