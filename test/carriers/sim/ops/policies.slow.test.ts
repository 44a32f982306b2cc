import { afterAll, expect, test } from 'vitest'

import { actAs, expectOperatorSuffices, lengthOf, watching, withId } from '../../../ops/acting.ts'
import { line as awsLine, startOperated } from '../../../ops/operated-number.ts'
import { line } from '../line.ts'

const number = await startOperated({ numbersAttached: false }, 'local-sim', {
  deployed: withId('local-sim', 'phone-0'),
})
afterAll(number.stop)

test('an operator of a stage with a SIM may do what every command but attach and rehearse does, and nothing else', async () => {
  await expectOperatorSuffices(number)
})

test('an installer of a stage with a SIM may attach both kinds of line, and check them', async () => {
  const commands = [['attach', line], ['attach', awsLine], ['doctor']]
  const { failed } = await actAs(number, 'Installer', commands, { variables: { HTTPSMS_API_KEY: 'local' } })
  expect(failed).toEqual([])
})

test('a watcher of a stage with a SIM may look, too', async () => {
  expect(await actAs(number, 'Watcher', watching)).toMatchObject({ failed: [] })
})

test('the policies are short enough for IAM, which takes 6,144 characters', () => {
  for (const name of ['Operator', 'Installer', 'Watcher'] as const) expect(lengthOf(number, name)).toBeLessThan(5500)
})
