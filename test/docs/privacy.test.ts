import { expect, test } from 'vitest'
import { senderWords } from '../../ops/sender-words.ts'
import { configOf } from '../../settings/config.ts'
import { type SenderRecord, unknownSender, withReply } from '../../shared/rules/sender-record.ts'
import { decide, forgetAt } from '../../shared/rules/throttle.ts'
import { day, hour } from '../../shared/rules/timing.ts'
import { createBudgetStore } from '../../shared/stores/dynamodb/budget-store.ts'
import { createClaimStore } from '../../shared/stores/dynamodb/claim-store.ts'
import { createDebtStore } from '../../shared/stores/dynamodb/debt-store.ts'
import { synthesised } from '../cdk/synthesised.ts'
import { example } from '../settings/checked.ts'
import { read } from './page.ts'
import { expiryIn, noon, retentionOf, statedIn } from './stated.ts'

const { template } = synthesised()
const config = configOf(example, ({ number }) => number ?? '')

/** The days for which the table keeps a sender who sends these texts, one an hour. Counted from the first text. */
const senderDays = (...texts: readonly string[]): number => {
  const sms = (text: string, i: number) => ({ inboundId: `${i}`, sender: '+32470123456', line: '+32460000000', text })
  const now = (i: number) => noon + i * hour
  const last = texts.reduce<SenderRecord>((record, text, i) => {
    const decision = decide(record, { ...sms(text, i), sentAt: now(i), publishedAt: now(i) }, config, now(i))
    if (decision.kind === 'promised') return record
    if (decision.kind === 'silent') return decision.record ?? record
    return withReply(decision.record, `${i}`, { at: now(i), dueAt: now(i) })
  }, unknownSender)
  return (forgetAt(last, config, now(texts.length - 1)) - noon) / day
}

test.each(['privacy.md', 'privacy.fr.md'])('%s states how long data is kept, as code and settings do', async (page) => {
  const claim = expiryIn((table) => createClaimStore(table).claim('id', { token: 'token', claimedAt: noon }))
  const debt = expiryIn((table) => createDebtStore(table).add('+33939000001', 1, noon))
  const limits = { hour: 1, day: 1, month: 1 }
  const budget = expiryIn((table) => createBudgetStore(table).book('default', noon, limits, []))
  const strikes = example.block.after
  expect(statedIn(page, 'every stage')).toEqual({
    ...Object.fromEntries(retentionOf(template)),
    'sender#… replies': senderDays('Salut'),
    'sender#… strikes': senderDays('Salut', 'Allô ?'),
    // The block begins with the last text.
    'sender#… blockedUntil': senderDays('Salut', ...Array.from({ length: strikes }, () => 'Allô ?')) - strikes / 24,
    'sender#… optedOutUntil': senderDays('STOP'),
    'sender#… turnedAwayAt': (forgetAt({ ...unknownSender, turnedAwayAt: noon }, config, noon) - noon) / day,
    'claim#…': await claim,
    'budget#…': await budget,
    'debt#…': await debt,
  })
})

test('after a STOP, what is known about a sender is kept for the year, as the page says', () => {
  expect(senderDays('Salut', 'STOP')).toBe(senderDays('STOP') + 1 / 24)
})

test.each([
  ['privacy.md', senderWords.en],
  ['privacy.fr.md', senderWords.fr],
])('forget and opt-in ask for what %s says of who claims a number, not for a text', (page, { holdsNumber }) => {
  const text = read(`docs/${page}`)
  const [, wanted = '', why = ''] = /^([^:\u00a0]+).*[:?] .* ((?:because|car) [^.]+)\.$/.exec(holdsNumber) ?? []
  expect(text).toContain(wanted)
  expect(text).toContain(why)
  expect(wanted).toMatch(/ (word|mot) .*SMS/)
})
