import { type CarrierName, carrierNames } from '../../carriers/registry.ts'
import type { Budget } from '../../shared/rules/config.ts'
import { day, minute, second } from '../../shared/rules/timing.ts'
import { hasPhone } from '../../test/virtual/ports.ts'
import { type Attack, createAbuse, noTwoAlike } from './abuse.ts'
import type { Account, Reply, Scene } from './account.ts'
import { type Chance, createChance } from './chance.ts'
import { sendingEur } from './costs.ts'
import { genuineSenders, partsIn } from './figures.ts'
import { anyMobile } from './mobiles.ts'
import { steadily } from './moments.ts'
import { type Period, textsOfGenuineSender } from './traffic.ts'

/** Abuse too slow to be a siege, for a whole month: it never fills an hour, but may use the month up. */
export type Drip = {
  readonly name: string
  readonly carrier: CarrierName
  readonly budgetName: string
  readonly budget: Budget
  /** Each comes from a number that was never seen before. */
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

/** November 2017, by the calendar of budgets. */
const november: Period = { from: Date.UTC(2017, 10), to: Date.UTC(2017, 11) }

/** Our guess at a number that is not in the press: nine or ten people a day. */
const defaultSenders = 281

export const sceneOfDrip = (drip: Pick<Drip, 'everyMs' | 'wordsOf'>, seed: number, period = november): Scene => {
  const texts = [...genuineTexts(period, createChance(seed)), ...abuse(drip, period, createChance(seed + 1))]
  return { texts: texts.sort((a, b) => a.at - b.at), retort: () => undefined }
}

const genuineTexts = (period: Period, chance: Chance) => {
  const senders = Math.round((defaultSenders * (period.to - period.from)) / (november.to - november.from))
  return Array.from({ length: senders }, () => textsOfGenuineSender(period, chance)).flat()
}

const abuse = ({ everyMs, wordsOf }: Pick<Drip, 'everyMs' | 'wordsOf'>, period: Period, chance: Chance) => {
  const attack = { moments: steadily(everyMs, period), senderOf: () => anyMobile(chance), wordsOf }
  return createAbuse(attack, Math.floor((period.to - period.from) / everyMs), chance)
}

/** What a month comes to. Days count from 1; texts of the last one may be answered in the next month, from its budget. */
export type DripFigures = ReturnType<typeof dripFiguresOf>

export const dripFiguresOf = (account: Account, { month }: Pick<Budget, 'month'>, { from, to } = november) => {
  const { senders, answeredAt } = genuineSenders(account)
  const dayOf = (at: number): number => Math.floor((at - from) / day) + 1
  const byDay = Map.groupBy(senders, ([, at]) => dayOf(at))
  const silentDays = [...byDay]
    .filter(([, ofDay]) => ofDay.every(([sender]) => !answeredAt.has(sender)))
    .map(([day]) => day)
    .sort((a, b) => a - b)
  const abusive = account.received.filter((text) => text.abusive)
  const inMonth = account.replies.filter(({ at }) => at < to)
  return {
    genuineSenders: senders.size,
    genuineAnswered: answeredAt.size,
    silentDays: silentDays.length,
    longestSilence: longestRun(silentDays),
    abusiveTexts: abusive.length,
    abusiveAnswered: account.replies.filter(({ text }) => text.abusive).length,
    parts: partsIn(inMonth),
    sendingEur: sendingEur(partsIn(inMonth)),
    monthAheadOn: account.monthAheadAt === undefined ? undefined : dayOf(account.monthAheadAt),
    usedUpOn: usedUpOn(inMonth, month, dayOf),
  }
}

/** How many of the numbers, in ascending order, follow one another at the most. */
const longestRun = (numbers: readonly number[]): number => {
  let [run, longest] = [0, 0]
  for (const [index, number] of numbers.entries()) {
    run = numbers[index - 1] === number - 1 ? run + 1 : 1
    longest = Math.max(longest, run)
  }
  return longest
}

/** The day of the reply after which a month had nothing left. */
const usedUpOn = (replies: readonly Reply[], limit: number, dayOf: (at: number) => number): number | undefined => {
  let parts = 0
  for (const reply of replies) {
    parts += reply.parts
    if (parts >= limit) return dayOf(reply.at)
  }
  return undefined
}
