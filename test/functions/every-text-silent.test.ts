import { expect, test } from 'vitest'
import { hour, minute } from '../../shared/rules/timing.ts'
import { alarmsOf, mailsOf, ringingMinutes } from '../cdk/monitored.ts'
import { example } from '../settings/checked.ts'
import { createVirtualNumber, kevin, line, stranger } from './virtual-number.ts'

const alarms = alarmsOf(example)

/** How often malformed texts is mailed in a day of texts, one every ten minutes, and how many were answered. */
const mailed = async (texts: readonly (readonly [from: string, to?: string])[]) => {
  const number = createVirtualNumber()
  for (const [from, to = line] of texts) await number.hear(10 * minute, from, 'Salut', { to })
  await number.pass(3 * hour)
  const mails = mailsOf(ringingMinutes(alarms, 'malformed-texts', number.emitted, 23 * 60))
  return [mails, number.phones.length]
}

const many = <Text>(count: number, of: (n: number) => Text): readonly Text[] =>
  Array.from({ length: count }, (_, n) => of(n))
const wrongLine = (n: number) => [stranger(n), `0${line.slice(3)}`] as const
const wrongForm = (n: number) => [stranger(n).replace('+33', '0')] as const

test.each<[string, readonly (readonly [string, string?])[], number[]]>([
  ['thirty texts to a line of an unknown form', many(30, wrongLine), [1, 0]],
  ['three from senders of an unknown form', many(3, wrongForm), [1, 0]],
  ['two texts, since anybody may send one or two', many(2, wrongForm), [0, 0]],
  ['texts of short codes, of names and of a landline', [['36000'], ['BANQUE'], ['+33123456789'], ['12345']], [0, 0]],
  ['texts to a line that is gone, while another is answered', [[kevin], ...many(30, wrongLine)], [0, 1]],
])('malformed texts is mailed or not: %s', async (_, texts, expected) => {
  expect(await mailed(texts)).toEqual(expected)
})
