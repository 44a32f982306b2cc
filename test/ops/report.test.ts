import fc from 'fast-check'
import { expect, test } from 'vitest'

import { groupedParts, type MonthCounts, reportOf } from '../../ops/report.ts'
import { inWords } from '../../ops/report-words.ts'

const october = { name: '2026-10', from: Date.UTC(2026, 9), to: Date.UTC(2026, 10) }
const november = Date.UTC(2026, 10, 2)
const quiet: MonthCounts = {
  texts: 40,
  replies: 25,
  arrived: 24,
  notArrived: 1,
  silenced: { 'answered-recently': 12, 'opted-out': 3 },
  sieges: 0,
  siegeHours: 0,
  costUsd: 2.0345,
}
const siege: MonthCounts = {
  texts: 21_000,
  replies: 900,
  arrived: 850,
  notArrived: 40,
  silenced: { siege: 19_000, blocked: 1000, duplicate: 4 },
  sieges: 12,
  siegeHours: 80,
  costUsd: 72.34,
}

test('a siege month shows what became of texts and replies, the small counts together with others', () => {
  expect(reportOf(october, siege, november)).toEqual({
    month: '2026-10',
    isOver: true,
    texts: 21_000,
    fates: [
      { names: ['siege'], count: 19_000 },
      { names: ['blocked'], count: 1000 },
      { names: ['replied'], count: 900 },
      { names: expect.arrayContaining(['open', 'duplicate']), count: 100 },
    ],
    replies: {
      total: 900,
      ends: [
        { names: ['arrived'], count: 850 },
        { names: ['lost'], count: 40 },
        { names: ['unknown'], count: 10 },
      ],
      costUsd: 72,
    },
    sieges: 12,
    siegeHours: 80,
  })
})

test('a quiet month tells no count below ten, and hides what would tell one', () => {
  const report = reportOf(october, quiet, november)
  expect(report.texts).toBe(40)
  expect(report.replies?.total).toBe(25)
  // One reply did not arrive: 24 of 25 would tell it.
  expect(report.replies?.ends).toEqual([{ names: expect.arrayContaining(['arrived', 'lost', 'unknown']), count: 25 }])
  expect([report.sieges, report.siegeHours]).toEqual(['<10', '<10'])
  expect(JSON.stringify(report)).not.toMatch(/"count":\d[,}]/)
})

test('a month with fewer than ten replies says nothing about them', () => {
  const { replies, fates } = reportOf(october, { ...quiet, replies: 9, texts: 24 }, november)
  expect(replies).toBeUndefined()
  expect(fates.find(({ names }) => names.includes('replied'))?.names.length).toBeGreaterThan(1)
})

test('a month that is not over says so', () => {
  const report = reportOf(october, siege, Date.UTC(2026, 9, 20))
  expect(report.isOver).toBe(false)
  expect(inWords(report, 'en').remarks).toContain('The month is not over: these counts will grow.')
})

test('of any counts, no part below ten is shown, nor can be computed from the rest and the total', () => {
  const parts = fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(parts, (counts) => {
      const named = counts.map((count, i) => [`part ${i}`, count] as const)
      const rows = groupedParts(named)
      expect(rows.flatMap(({ names }) => names).toSorted()).toEqual(named.map(([name]) => name).toSorted())
      for (const { names, count } of rows) {
        const real = names.map((name) => counts[Number(name.split(' ')[1])] ?? 0)
        const sum = real.reduce((all, one) => all + one, 0)
        expect(count).toBe(sum < 10 ? '<10' : sum)
        if (sum < 10) expect(rows).toHaveLength(1)
        if (names.length === 1 && count !== '<10') expect(real[0]).toBeGreaterThanOrEqual(10)
      }
    }),
  )
})

test('the same report is told in French and English', () => {
  const report = reportOf(october, siege, november)
  const [fr, en] = [inWords(report, 'fr'), inWords(report, 'en')]
  expect([fr.title, en.title]).toEqual(['Le numéro en octobre 2026', 'The number in October 2026'])
  expect(fr.tables.map(({ rows }) => rows.length)).toEqual(en.tables.map(({ rows }) => rows.length))
  expect([en.tables[0]?.heading, en.tables[0]?.rows[0]]).toEqual(['Texts received', ['in all', 21_000]])
  expect([fr.shown(21_000), en.shown(21_000), fr.shown('<10')]).toEqual(['21\u202f000', '21,000', '<10'])
})
