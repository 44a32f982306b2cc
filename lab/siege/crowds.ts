import { minute } from '../../shared/rules/timing.ts'
import { clock, type Day, daily, large, small } from './day.ts'
import { comesBack, dayAfter, dayOfSiege, type Period } from './traffic.ts'

// Days on which nobody attacks, and many honest people text at about the same time.

/** The people of a rush count. Their number is a mean, as each of them texts again as often as people do. */
const crowd = (people: number, from: number, lastsMs: number) => {
  const period: Period = { from, to: from + lastsMs }
  return { rush: { ...period, texts: Math.round(people * (1 + comesBack.share)) }, counted: period }
}

const concert = crowd(200, clock(12), minute)

/** Our guess: two thirds of a day's texts come within twenty minutes of midnight. */
const newYear = crowd(400, dayAfter.from, 20 * minute)

export const crowds: readonly Day[] = [
  {
    name: 'A television evening: 3,000 honest people in twenty minutes',
    budget: large,
    ...daily(2400),
    ...crowd(3000, clock(20.5), 20 * minute),
  },
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
    ...crowd(150, clock(22.5), 5 * minute),
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
