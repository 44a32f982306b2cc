import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

import { attachNumberCommands } from '../../cdk/attach-number.ts'

const topicArn = 'arn:aws:sns:eu-west-3:123456789012:AntiRelou-prod-InboundTopic'
const lineArn = 'arn:aws:sms-voice:eu-west-3:123456789012:phone-number/phone-0a1b'
const commands = attachNumberCommands({
  number: '+32460000000',
  topicArn,
  region: 'eu-west-3',
  accountId: '123456789012',
})

/** A shell whose `aws` writes down what it was told and answers the question for the number with `answer`. */
const run = (answer: string): readonly string[][] => {
  const log = join(folder, 'calls')
  writeFileSync(log, '')
  writeFileSync(
    join(folder, 'aws'),
    `#!${process.execPath}
const args = process.argv.slice(2)
require('node:fs').appendFileSync(${JSON.stringify(log)}, JSON.stringify(args) + '\\n')
if (args.includes('')) process.exit(252)
if (args[1] === 'describe-phone-numbers') console.log(${JSON.stringify(answer)})`,
  )
  chmodSync(join(folder, 'aws'), 0o755)
  try {
    execFileSync('/bin/sh', ['-c', commands], { env: { PATH: folder }, stdio: 'ignore' })
  } catch {
    // What it has done until then is what the caller asks for.
  }
  return readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((call) => z.array(z.string()).parse(JSON.parse(call)))
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attach-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the commands that attach a number, typed into a shell', () => {
  test('find it, point it at the topic with our own opt-outs, and let SNS send from it for this account', () => {
    const [describePhoneNumbers, updatePhoneNumber, putResourcePolicy, ...more] = run(lineArn)
    expect(describePhoneNumbers).toEqual([
      'pinpoint-sms-voice-v2',
      'describe-phone-numbers',
      '--region',
      'eu-west-3',
      '--query',
      "PhoneNumbers[?PhoneNumber=='+32460000000'].PhoneNumberArn",
      '--output',
      'text',
    ])
    expect(updatePhoneNumber).toEqual([
      'pinpoint-sms-voice-v2',
      'update-phone-number',
      '--region',
      'eu-west-3',
      '--phone-number-id',
      lineArn,
      '--two-way-enabled',
      '--two-way-channel-arn',
      topicArn,
      '--self-managed-opt-outs-enabled',
      '--international-sending-enabled',
    ])
    expect(putResourcePolicy?.slice(0, -1)).toEqual([
      'pinpoint-sms-voice-v2',
      'put-resource-policy',
      '--region',
      'eu-west-3',
      '--resource-arn',
      lineArn,
      '--policy',
    ])
    expect(JSON.parse(putResourcePolicy?.at(-1) ?? '')).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sms-voice:SendTextMessage',
          Resource: lineArn,
          Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
        },
      ],
    })
    expect(more).toEqual([])
  })

  test('change nothing when the account has no such number', () => {
    const calls = run('').map(([, command]) => command)
    expect(calls).not.toContain('put-resource-policy')
  })
})
