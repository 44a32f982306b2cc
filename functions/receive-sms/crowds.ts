import { batchCalls } from '../../shared/batch-calls.ts'
import { impossible } from '../../shared/named-error.ts'
import type { CrowdStore } from '../../shared/ports.ts'
import { type Crowd, type Crowds, countIn, type Lots, lotsOf, periodOf } from '../../shared/rules/crowd.ts'

/** What this process knows of those who text a budget, in the period that it read last. */
type Known = {
  readonly period: number
  current: Record<string, number>
  readonly before: Lots
  /** What this process has counted and not yet told the others, and how many texts that is. */
  untold: Record<string, number>
  untoldTexts: number
}

/** The most counts in one update: its expression may have 4 KB (DynamoDB developer guide, quotas; read 2026-11-30). */
const mostTold = 150

/** How many texts a process counts by itself before it tells the others. */
const mostUntold = 10

const negative = (counts: Crowd): Crowd =>
  Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, -count]))

const nobody = (): Known => ({ period: 0, current: {}, before: lotsOf({}), untold: {}, untoldTexts: 0 })

/** Remembers the crowds of each budget. Processes tell each other what they count before a lot is drawn, or by tens. */
export const createCrowds = (store: CrowdStore, now: () => number) => {
  const all = new Map<string, Known>()

  const knownOf = (budget: string): Known => {
    const known = all.get(budget) ?? nobody()
    all.set(budget, known)
    return known
  }

  /** Tells by one update at a time per budget. What is counted meanwhile goes with the next. */
  const tell = batchCalls<string, void>({
    most: 10,
    kindOf: (budget) => budget,
    ask: async (budgets) => {
      const budget = budgets[0] ?? impossible('A batch is empty')
      const known = knownOf(budget)
      while (Object.keys(known.untold).length > 0) await tellSome(budget, known)
      return budgets.map(() => undefined)
    },
  })

  const tellSome = async (budget: string, known: Known): Promise<void> => {
    const counts = Object.entries(known.untold)
    const told = Object.fromEntries(counts.slice(0, mostTold))
    known.untold = Object.fromEntries(counts.slice(mostTold))
    known.untoldTexts = 0
    try {
      const crowd = await store.add(budget, known.period, told)
      // The answer lacks what this process has not told yet.
      known.current = countIn(crowd, known.untold)
    } catch (error) {
      countIn(known.untold, told)
      throw error
    }
  }

  const note = (known: Known, counts: Crowd): number => {
    countIn(known.current, counts)
    countIn(known.untold, counts)
    return ++known.untoldTexts
  }

  return {
    /** Reads the crowds of this period and of the one before, unless they are known. Throws without an answer. */
    learn: async (budget: string, read: 'eventual' | 'consistent'): Promise<void> => {
      const period = periodOf(now())
      const isKnown = () => (all.get(budget)?.period ?? 0) >= period
      if (isKnown()) return
      // The lots of the period that is over must be told before its crowd is read, from which lots are drawn now.
      if (Object.keys(knownOf(budget).untold).length > 0) await tell(budget)
      const [current, before] = await Promise.all([
        store.read(budget, period, read),
        store.read(budget, period - 1, read),
      ])
      // What was counted meanwhile is looked at in the next period, so this one's crowd has it.
      const { untold, untoldTexts } = knownOf(budget)
      if (!isKnown())
        all.set(budget, { period, current: countIn(current, untold), before: lotsOf(before), untold, untoldTexts })
    },
    of: (budget: string): Crowds => knownOf(budget),
    /** Counts a text for all processes. Throws without an answer, and doesn't count on it: the text comes again. */
    count: async (budget: string, counts: Crowd): Promise<void> => {
      const known = knownOf(budget)
      note(known, counts)
      try {
        await tell(budget)
      } catch (error) {
        note(known, negative(counts))
        throw error
      }
    },
    /** Counts what others may learn later: with the next text that this process counts for all, or by tens. */
    countLater: async (budget: string, counts: Crowd): Promise<void> => {
      // What could not be told stays for the next time.
      if (note(knownOf(budget), counts) >= mostUntold) await tell(budget).catch(() => {})
    },
  }
}
