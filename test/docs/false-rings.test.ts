import { expect, test } from 'vitest'
import { table } from '../../lab/program.ts'
import { refusedTexts } from '../../shared/rules/telemetry.ts'
import { createRandom } from '../functions/virtual-number.ts'
import { writtenInto } from './page.ts'

/*
 * How often a year the rule on refused texts rings for nothing, on numbers at which nothing is wrong, and how late it
 * rings once nobody is answered. What arrives is assumed: each kind of text comes at random, at a rate per day.
 */

/** Per day: people who are answered, and people at home who are refused, each of whom texts `texts` times at most. */
type Number = {
  readonly answered: number | ((day: number) => number)
  readonly refused: number | ((day: number) => number)
  readonly texts?: number
}

const numbers: { readonly [name: string]: Number } = {
  'quiet: two texts a week': { answered: 0.3, refused: 0.005 },
  '3 texts a day': { answered: 3, refused: 0.05 },
  '30 texts a day': { answered: 30, refused: 0.5 },
  'services that text from landlines': { answered: 1, refused: 0.2, texts: 1 },
  'at a border, where half come from abroad': { answered: 1.5, refused: 0.025 },
  'known to offices: a landline a week': { answered: 0.3, refused: 0.14 },
  'weekends only': { answered: (day) => (day % 7 < 2 ? 15 : 0), refused: (day) => (day % 7 < 2 ? 0.25 : 0) },
  'floods, three a year': { answered: (day) => (day % 120 === 0 ? 500 : 5), refused: 0.1 },
  'people who begin with STOP': { answered: 5, refused: 0.5, texts: 1 },
  'after a poster: from nothing to 50 a day': { answered: (day) => 50 * 0.97 ** (day % 180), refused: 0.05 },
  'replaced this year: its old regulars fade': {
    answered: 3,
    refused: (day) => 0.05 + 2 * 0.95 ** (day % 365),
    texts: 1,
  },
}

/** A window in days, the fewest refused texts in it, and how many times as many as answered ones. */
type Rule = { readonly days: number; readonly atLeast: number; readonly timesBooked: number }
const ours: Rule = { days: 1, ...refusedTexts }
const rules: { readonly [name: string]: Rule } = {
  ours,
  'two texts': { ...ours, atLeast: 2 },
  'four texts': { ...ours, atLeast: 4 },
  'four times': { ...ours, timesBooked: 4 },
  'nineteen times': { ...ours, timesBooked: 19 },
  'three days': { ...ours, days: 3 },
}

type Text = { readonly at: number; readonly isRefused: boolean }

const rateOn = (rate: Number['answered'], day: number): number => (typeof rate === 'number' ? rate : rate(day))

/** The texts of so many days, oldest first. */
const textsOf = ({ answered, refused, texts = 3 }: Number, days: number): readonly Text[] => {
  const random = createRandom()
  const poisson = (rate: number): number => {
    let count = 0
    for (let left = rate; ; count++) {
      left += Math.log(1 - random())
      if (left < 0) return count
    }
  }
  const found: Text[] = []
  for (let day = 0; day < days; day++) {
    for (let n = poisson(rateOn(answered, day)); n > 0; n--) found.push({ at: day + random(), isRefused: false })
    for (let n = poisson(rateOn(refused, day)); n > 0; n--) {
      const at = day + random()
      // Whoever gets no answer texts again within two hours, one in three times.
      for (let text = 0; text < texts && (text === 0 || random() < 1 / 3); text++)
        found.push({ at: at + (text === 0 ? 0 : random() / 12), isRefused: true })
    }
  }
  return found.sort((a, b) => a.at - b.at)
}

/** When the rule begins to ring: it is judged as each text comes, and as it leaves the window. */
const ringsOf = (texts: readonly Text[], { days, atLeast, timesBooked }: Rule): readonly number[] => {
  const changes = texts.flatMap(({ at, isRefused }) => [
    { at, isRefused, by: 1 },
    { at: at + days, isRefused, by: -1 },
  ])
  let [refused, booked, isRinging] = [0, 0, false]
  return changes
    .sort((a, b) => a.at - b.at)
    .flatMap(({ at, isRefused, by }) => {
      if (isRefused) refused += by
      else booked += by
      const was = isRinging
      isRinging = refused >= atLeast && refused >= timesBooked * booked
      return isRinging && !was ? [at] : []
    })
}

/** The hours until it rings if everybody at home is refused from some moment on, on average. */
const hoursUntil = (texts: readonly Text[], rule: Rule): string => {
  const waits = texts.flatMap(({ at }, i) => {
    if (i % 50 !== 0) return []
    const [first] = ringsOf(texts.slice(i + 1, i + 150), rule)
    return first === undefined ? [] : [24 * (first - at)]
  })
  return (waits.reduce((sum, wait) => sum + wait, 0) / waits.length).toFixed(0)
}

const years = 30

test('docs/silence.md says how often the rule on refused texts rings for nothing, beside its neighbours', async () => {
  const all = Object.values(rules)
  const falseRings = Object.entries(numbers).map(([name, number]) => {
    const texts = textsOf(number, 365 * years)
    return { name, aYear: all.map((rule) => ringsOf(texts, rule).length / years) }
  })
  const delays = [30, 3, 1 / 3].map((aDay) => {
    const texts = textsOf({ answered: 0, refused: aDay, texts: 1 }, 8000 / aDay)
    const name = `hours until it rings, at ${aDay < 1 ? 'a text in three days' : `${aDay} texts a day`}`
    return [name, ...all.map((rule) => hoursUntil(texts, rule))]
  })
  const rows = [...falseRings.map(({ name, aYear }) => [name, ...aYear.map((rings) => rings.toFixed(1))]), ...delays]
  const text = table(['false rings a year', ...Object.keys(rules)], rows, 1)
  await expect(writtenInto('silence.md', 'false rings', text)).toMatchFileSnapshot('../../docs/silence.md')
  // A false mail a month is read by nobody.
  expect(Math.max(...falseRings.map(({ aYear: [rings = 0] }) => rings))).toBeLessThan(12)
})
