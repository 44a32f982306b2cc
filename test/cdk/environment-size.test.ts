import { App, Stack } from 'aws-cdk-lib'
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { expect, test } from 'vitest'

import { refuseLargeEnvironments } from '../../cdk/quotas.ts'
import { createApp } from '../../cdk/synthesise.ts'
import { Refusal } from '../../settings/refusal.ts'
import { type Changes, exampleWith } from '../settings/checked.ts'

const chats = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    carrier: 'whatsapp',
    number: `+336399800${String(n).padStart(2, '0')}`,
    phoneNumberId: `phone-number-id-${String(n).padStart(32, '0')}`,
    language: 'fr',
  }))
const words = Array.from({ length: 10 }, () => 'x'.repeat(160))

test.each<[string, Changes]>([
  ['texts', { texts: { it: words, en: words } }],
  ['lines on WhatsApp', { lines: chats(20), countries: ['FR'], whatsapp: { replyPriceUsd: 0.03 } }],
])('more %s than fit into the environment of a function are refused in one sentence', (_, changes) => {
  const refused = () => createApp('prod', exampleWith(changes), { checks: false })
  expect(refused).toThrow(Refusal)
  expect(refused).toThrow(/^settings\/prod\.json: the environment of \w+ would take up to \d{4} bytes, .* 4096: .*\.$/)
})

test('an environment is measured to the byte, with the URLs and secrets that CloudFormation fills in', () => {
  const check = (length: number) => {
    const stack = new Stack(new App(), 'Toy', { env: { region: 'eu-west-3' } })
    const environment = {
      QUEUE: new Queue(stack, 'q'.repeat(200)).queueUrl,
      SECRET: new Secret(stack, 'Secret').secretValue.unsafeUnwrap(),
      FILLED: `"é${'x'.repeat(length - 4)}`,
    }
    new LambdaFunction(new Construct(stack, 'Toy'), 'Function', {
      ...{ code: Code.fromInline('0'), handler: 'index.handler', runtime: Runtime.NODEJS_24_X, environment },
    })
    refuseLargeEnvironments(stack, 'toy')
  }
  const queue = `https://sqs.eu-west-3.amazonaws.com/123456789012/${'q'.repeat(80)}`.length
  const around = '{"QUEUE":"","SECRET":"","FILLED":""}'.length + queue + 64
  expect(() => check(4096 - around)).not.toThrow()
  expect(() => check(4096 - around + 1)).toThrow('the environment of Toy would take up to 4097 bytes')
})
