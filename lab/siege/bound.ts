import { hourOf, monthOf } from '../../shared/rules/calendar.ts'
import type { BudgetLimits } from '../../shared/rules/config.ts'
import { day, hour } from '../../shared/rules/timing.ts'
import { soonMs } from './figures.ts'
import { replyDelayMs } from './number.ts'
import type { Scene } from './replay-outcome.ts'
import { type Period, siege, type Text } from './traffic.ts'

/** The largest shares of the genuine senders of the siege that any rule can be expected to answer. */
export type Bound = { readonly answered: number; readonly answeredSoon: number }

/**
 * Computes the bound for scenes in which only texting again tells a genuine sender from an abusive one. Senders who look alike then have
 * the same chance under any rule. The bound assumes that senders of the siege get all of the budget that can be booked for them.
 */
export const boundOf = ({ texts }: Scene, budget: BudgetLimits): Bound => {
  const end = siege.to + replyDelayMs.max + day
  return {
    answered: bestShare(crowdsOf(texts, Number.POSITIVE_INFINITY), roomIn({ from: firstHour, to: end }, budget)),
    answeredSoon: bestShare(
      crowdsOf(texts, soonMs - replyDelayMs.min),
      roomIn({ from: firstHour, to: siege.to + soonMs }, budget),
    ),
  }
}

const firstHour = hourOf(siege.from + replyDelayMs.min)

/** How many parts the hours that begin in a period can hold, if nothing else is booked in their days and months. */
export const roomIn = ({ from, to }: Period, limits: BudgetLimits): number => {
  const hours = Array.from({ length: Math.ceil((to - from) / hour) }, (_, index) => from + index * hour)
  const ofDays = groupsOf(hours, (at) => at - (at % day)).map((hours) => ({
    at: hours[0] ?? 0,
    parts: Math.min(limits.day, limits.hour * hours.length),
  }))
  const ofMonths = groupsOf(ofDays, ({ at }) => monthOf(at)).map((days) => Math.min(limits.month, sumOf(days)))
  return ofMonths.reduce((sum, parts) => sum + parts, 0)
}

const groupsOf = <Item>(items: readonly Item[], keyOf: (item: Item) => unknown) => [
  ...Map.groupBy(items, keyOf).values(),
]

const sumOf = (days: readonly { readonly parts: number }[]): number => days.reduce((sum, { parts }) => sum + parts, 0)

/** A group of senders who look alike: how many of them are genuine, and how many there are. */
type Crowd = { readonly genuine: number; readonly all: number }

/** Groups the senders who first text in the siege by whether they text again within `withinMs`. */
const crowdsOf = (texts: readonly Text[], withinMs: number): readonly Crowd[] => {
  const senders = [...Map.groupBy(texts, ({ sender }) => sender).values()].filter(
    ([first]) => first !== undefined && first.at >= siege.from && first.at < siege.to,
  )
  return groupsOf(senders, ([first, second]) => (second?.at ?? Infinity) - (first?.at ?? 0) < withinMs).map(
    (crowd) => ({
      genuine: crowd.filter(([first]) => !first?.abusive).length,
      all: crowd.length,
    }),
  )
}

/** The largest share of genuine senders that can be answered: the crowd with the largest share of them goes first. */
const bestShare = (crowds: readonly Crowd[], room: number): number => {
  let left = room
  let answered = 0
  for (const { genuine, all } of crowds.toSorted((a, b) => b.genuine / b.all - a.genuine / a.all)) {
    const share = Math.min(1, left / all)
    answered += share * genuine
    left -= share * all
  }
  return answered / crowds.reduce((sum, { genuine }) => sum + genuine, 0)
}
