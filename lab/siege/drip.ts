import { type CarrierName, carrierNames } from '../../carriers/index.ts'
import type { Budget } from '../../shared/rules/config.ts'
import { day, minute, second } from '../../shared/rules/timing.ts'
import { hasPhone } from '../virtual/stage.ts'
import { type Attack, createAbuse, noTwoAlike, steadily } from './attacks.ts'
import { genuineSenders, partsIn, type ReplayOutcome, type Reply, type Scene, sendingEur } from './figures.ts'
import { createRandom, type Period, type Random, randomMobile, textsOfGenuineSender } from './traffic.ts'

/** Abuse that is too slow to be a siege but lasts a month: it never fills an hour, but may use up the month. */
export type Drip = {
  readonly name: string
  readonly carrier: CarrierName
  readonly budgetName: string
  readonly budget: Budget
  /** The time between two abusive texts. Each comes from a number that was never seen before. */
  readonly everyMs: number
  readonly wordsOf: Attack['wordsOf']
}

export const drips: readonly Drip[] = [
  {
    name: 'A month-long drip of texts, one every 3.2 minutes',
    carrier: 'aws',
    budgetName: '100 parts an hour, 1,000 a day, 10,000 a month',
    budget: { hour: 100, day: 1000, month: 10_000 },
    everyMs: 3.2 * minute,
    wordsOf: noTwoAlike,
  },
  ...carrierNames.filter(hasPhone).map((carrier) => ({
    name: `A month-long drip of calls to a ${carrier.toUpperCase()}, one every 6.6 minutes`,
    carrier,
    budgetName: '50 parts an hour, 500 a day, 5,000 a month',
    budget: { hour: 50, day: 500, month: 5000, gapMs: 2 * second },
    everyMs: 6.6 * minute,
    wordsOf: () => '',
  })),
]

/** November 2017 in UTC, as budgets count. */
const november: Period = { from: Date.UTC(2017, 10), to: Date.UTC(2017, 11) }

/** The genuine senders of a month. Our guess for a number that is not in the press: nine or ten people a day. */
const defaultSenders = 281

export const sceneOfDrip = (drip: Pick<Drip, 'everyMs' | 'wordsOf'>, seed: number, period = november): Scene => {
  const texts = [...genuineTexts(period, createRandom(seed)), ...abuse(drip, period, createRandom(seed + 1))]
  return { texts: texts.sort((a, b) => a.at - b.at), textBack: () => undefined }
}

const genuineTexts = (period: Period, random: Random) => {
  const senders = Math.round((defaultSenders * (period.to - period.from)) / (november.to - november.from))
  return Array.from({ length: senders }, () => textsOfGenuineSender(period, random)).flat()
}

const abuse = ({ everyMs, wordsOf }: Pick<Drip, 'everyMs' | 'wordsOf'>, period: Period, random: Random) => {
  const attack = { moments: steadily(everyMs, period), senderOf: () => randomMobile(random), wordsOf }
  return createAbuse(attack, Math.floor((period.to - period.from) / everyMs), random)
}

/** The results of a month. Days count from 1. Texts of the last day may be answered in the next month, from its budget. */
export type DripFigures = ReturnType<typeof dripFiguresOf>

export const dripFiguresOf = (outcome: ReplayOutcome, { month }: Pick<Budget, 'month'>, { from, to } = november) => {
  const { senders, answeredAt } = genuineSenders(outcome)
  const dayOf = (at: number): number => Math.floor((at - from) / day) + 1
  const byDay = Map.groupBy(senders, ([, at]) => dayOf(at))
  const silentDays = [...byDay]
    .filter(([, ofDay]) => ofDay.every(([sender]) => !answeredAt.has(sender)))
    .map(([day]) => day)
    .sort((a, b) => a - b)
  const abusive = outcome.received.filter((text) => text.abusive)
  const inMonth = outcome.replies.filter(({ at }) => at < to)
  return {
    genuineSenders: senders.size,
    genuineAnswered: answeredAt.size,
    silentDays: silentDays.length,
    longestSilence: longestRun(silentDays),
    abusiveTexts: abusive.length,
    abusiveAnswered: outcome.replies.filter(({ text }) => text.abusive).length,
    parts: partsIn(inMonth),
    sendingEur: sendingEur(partsIn(inMonth)),
    monthAheadOn: outcome.monthAheadAt === undefined ? undefined : dayOf(outcome.monthAheadAt),
    usedUpOn: usedUpOn(inMonth, month, dayOf),
  }
}

/** The length of the longest run of consecutive numbers, which must be in ascending order. */
const longestRun = (numbers: readonly number[]): number => {
  let [run, longest] = [0, 0]
  for (const [index, number] of numbers.entries()) {
    run = numbers[index - 1] === number - 1 ? run + 1 : 1
    longest = Math.max(longest, run)
  }
  return longest
}

/** The day on which the month's limit was reached, if it was. */
const usedUpOn = (replies: readonly Reply[], limit: number, dayOf: (at: number) => number): number | undefined => {
  let parts = 0
  for (const reply of replies) {
    parts += reply.parts
    if (parts >= limit) return dayOf(reply.at)
  }
  return undefined
}
