import { minute } from '../../shared/rules/timing.ts'
import { evenly, fromNumbers, noTwoAlike } from './attacks.ts'
import { clock, type Day, daily, large, small, withBudgetInName } from './day.ts'
import type { Scene } from './scene.ts'
import { comesBack, dayAfter, dayOfSiege, type Period } from './traffic.ts'

// Days on which many honest people text at about the same time.

/** The people of a rush count. Their number is a mean, as each of them texts again as often as people do. */
const rushOf = (people: number, from: number, lastsMs: number) => {
  const period: Period = { from, to: from + lastsMs }
  return { rush: { ...period, texts: Math.round(people * (1 + comesBack.share)) }, counted: period }
}

const concert = rushOf(200, clock(12), minute)

/** Our guess: two thirds of a day's texts come within twenty minutes of midnight. */
const newYear = rushOf(400, dayAfter.from, 20 * minute)

const noon = clock(12.5)
const before: Period = { from: noon - 10 * minute, to: noon }

const spellings = { minute: 'a minute', [5 * minute]: 'five minutes' }

/** People who text at half past twelve on a quiet day, after so many numbers that abuse it in ten minutes. */
const atNoon = (budget: Scene['budget'], people: number, trolls = 0, lastsMs: number = minute): Day => ({
  name: `${people.toLocaleString('en')} people within ${lastsMs === minute ? spellings.minute : spellings[lastsMs]}${trolls === 0 ? '' : `, ${trolls} numbers before`}`,
  budget,
  honest: [],
  ...rushOf(people, noon, lastsMs),
  ...(trolls > 0 && { attack: fromNumbers(trolls, { moments: evenly(before), wordsOf: noTwoAlike }) }),
})

const all: readonly Day[] = [
  ...[0, 160, 320, 640].map((trolls) => atNoon(large, 800, trolls)),
  ...[0, 160, 320, 640].map((trolls) => atNoon(large, 1000, trolls)),
  ...[0, 320].map((trolls) => atNoon(large, 1280, trolls)),
  atNoon(large, 1000, 320, 5 * minute),
  atNoon(small, 320),
  ...[1500, 3000].map((people) => ({
    name: `A television evening: ${people.toLocaleString('en')} people in twenty minutes`,
    budget: large,
    ...daily(2400),
    ...rushOf(people, clock(20.5), 20 * minute),
  })),
  {
    name: 'A concert on a quiet day, 200 people within a minute',
    budget: small,
    honest: [],
    ...concert,
    rush: { ...concert.rush, alike: "Salut c'est moi du concert" },
  },
  {
    name: '150 people within five minutes at 22:30, after a day of 380 texts',
    budget: small,
    ...daily(380),
    ...rushOf(150, clock(22.5), 5 * minute),
  },
  {
    name: "New Year's Eve: 600 texts, and 400 people within twenty minutes from midnight",
    budget: small,
    ...daily(600),
    ...newYear,
    later: { from: newYear.counted.to, to: dayAfter.to },
  },
  {
    name: 'Posters: 1,575 honest texts, three times the usual',
    budget: small,
    honest: [...daily(525).honest, { ...dayOfSiege, texts: 2 * 525 }],
  },
]

export const rushes: readonly Scene[] = all.map(withBudgetInName)
