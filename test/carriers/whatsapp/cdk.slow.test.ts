import { afterAll, expect, test } from 'vitest'

import { findingsIn } from '../../cdk/synthesised.ts'
import {
  line as awsLine,
  expectOperatorSuffices,
  runWithPolicy,
  startOperated,
  withId,
} from '../../ops/operated-number.ts'
import { line, mixed, whatsappOnly } from './example.ts'

test.each([
  ['only', whatsappOnly],
  ['and an AWS line', mixed],
])('the checks find only acknowledged exceptions in a stage with a line on WhatsApp %s', (_, settings) => {
  expect(findingsIn(settings).flatMap(({ violations }) => violations)).toEqual([])
})

const number = await startOperated({ areLinesAttached: false }, 'local-whatsapp', {
  deployed: withId('local-whatsapp', 'phone-0'),
})
afterAll(number.stop)

test('an operator of a stage with a line on WhatsApp may run every command but attach and rehearse, and do nothing else', async () => {
  await expectOperatorSuffices(number)
})

test('an installer of a stage with a line on WhatsApp may attach both kinds of line, and run doctor', async () => {
  const { asked, failed } = await runWithPolicy(number, 'Installer', [
    ['attach', line],
    ['attach', awsLine],
    ['doctor'],
  ])
  expect(failed).toEqual([])
  expect(asked).toEqual(expect.arrayContaining(['social-messaging:PutWhatsAppBusinessAccountEventDestinations']))
})
