import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { budgetState } from '../../ops/budgets.ts'
import { printStatus, type Status } from '../../ops/status.ts'
import type { OperatorLanguage } from '../../settings/values.ts'
import { hour } from '../../shared/rules/timing.ts'
import { phrasesOf, untranslated } from './phrases.ts'

type Examples = {
  /** How a stage is on a quiet day, and the screen that shows it. */
  readonly status: Status
  readonly screen: readonly string[]
  /** What else may be the case, what is on the screen then that was not, and its first line in French. */
  readonly lines: Readonly<
    Record<string, readonly [changes: Partial<Status>, lines: readonly string[], french: string]>
  >
}

const examples: Examples = JSON.parse(readFileSync(new URL('examples/status.json', import.meta.url), 'utf8'))
const { status: quiet, screen, lines } = examples

const screenOf = (changes: Partial<Status>, language: OperatorLanguage = 'en') =>
  printStatus({ ...quiet, ...changes }, language).split('\n')

test('a quiet day fits on a screen', () => {
  expect(screenOf({})).toEqual(screen)
  expect(phrasesOf(screenOf({}, 'fr').join('\n')).length).toBeGreaterThan(15)
})

test.each(Object.entries(lines))(
  'the screen says the worst first, in either language: %s',
  (_, [changes, added, first]) => {
    const [english, [head, ...french]] = [screenOf(changes), screenOf(changes, 'fr')]
    expect(english.filter((line) => !screen.includes(line))).toEqual(added)
    expect(head).toBe(first)
    expect(untranslated(english.join('\n'), french.join('\n'))).toEqual([])
  },
)

test('when a siege books more hours than a screen has lines, the rest is summed up', () => {
  const hours = Array.from({ length: 12 }, (_, i) => ({ start: new Date(i * hour).toISOString(), booked: 100 }))
  const shown = screenOf({ budgets: quiet.budgets.map((budget) => ({ ...budget, hours })) })
  expect(shown.slice(-2)).toEqual([expect.stringMatching(/^05:00 /), 'and 600 in the 6 hours after that'])
  expect(shown.length).toBeLessThanOrEqual(24)
})

test('several budgets are added up in the bars', () => {
  const others = quiet.budgets.map((budget) => ({ ...budget, name: 'other' }))
  const said = screenOf({ budgets: [...quiet.budgets, ...others] }).join('\n')
  expect(said).toMatch(/of 200\n18:00 .* 100 booked, this hour/)
})

const limits = { hour: 100, day: 1000, month: 10_000 }
const lastEvening = Date.parse('2026-11-30T22:30:00Z')

test('in a month’s last hours, bookings for the first hours of the next are listed, for that month', () => {
  const months = new Map([
    ['2026-11', { month: 900, d30: 50, d30h22: 10, d30h23: 20 }],
    ['2026-12', { month: 35, d01: 35, d01h00: 30, d01h02: 5 }],
  ])
  const { bookedToday, bookedThisMonth, hours } = budgetState('default', limits, months, lastEvening)
  expect({ bookedToday, bookedThisMonth }).toEqual({ bookedToday: 50, bookedThisMonth: 900 })
  const listed = hours.map(({ start, booked }) => `${start.slice(5, 13)} ${booked}`)
  expect(listed).toEqual(['11-30T22 10', '11-30T23 20', '12-01T00 30', '12-01T01 0', '12-01T02 5'])
  const { hours: farthest } = budgetState('default', limits, new Map([['2026-12', { d02h11: 1 }]]), lastEvening)
  expect(farthest.at(-1)).toEqual({ start: '2026-12-02T11:00:00.000Z', booked: 1 })
  const { hours: none } = budgetState('default', limits, new Map(), lastEvening)
  expect(none).toEqual([{ start: '2026-11-30T22:00:00.000Z', booked: 0 }])
})
