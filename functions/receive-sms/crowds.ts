import { batchCalls } from '../../shared/batch-calls.ts'
import { impossible } from '../../shared/named-error.ts'
import type { CrowdStore } from '../../shared/ports.ts'
import { type Crowd, type Crowds, countIn, type Lots, lotsOf, periodOf } from '../../shared/rules/crowd.ts'

/** What this process knows of those who text a budget. */
type Known = {
  /** The period that it read last, and its crowd, with what this process has counted since. */
  period: number
  current: Record<string, number>
  before: Lots
  /** What it has counted, by period, until an update has told the others; and how many texts since the last update. */
  readonly untold: Map<number, Record<string, number>>
  untoldTexts: number
}

/** The most counts in one update: its expression may have 4 KB (DynamoDB developer guide, quotas; read 2026-11-30). */
const mostTold = 150

/** How many texts a process counts by itself before it tells the others. */
const mostUntold = 10

const negative = (counts: Crowd): Crowd =>
  Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, -count]))

/** Remembers the crowds of each budget. A process tells the others what it has counted before each draw, or by tens. */
export const createCrowds = (store: CrowdStore, now: () => number) => {
  const all = new Map<string, Known>()

  const knownOf = (budget: string): Known => {
    const known = all.get(budget) ?? { period: 0, current: {}, before: lotsOf({}), untold: new Map(), untoldTexts: 0 }
    all.set(budget, known)
    return known
  }

  /** Tells by one update at a time. What is counted meanwhile goes with the next. */
  const tell = batchCalls<string, void>({
    most: 10,
    kindOf: (budget) => budget,
    ask: async (budgets) => {
      const budget = budgets[0] ?? impossible('A batch is empty')
      const known = knownOf(budget)
      const texts = known.untoldTexts
      for (const [period, counts] of known.untold) await tellPeriod(budget, known, period, counts)
      known.untoldTexts -= texts
      return budgets.map(() => undefined)
    },
  })

  const tellPeriod = async (budget: string, known: Known, period: number, counts: Record<string, number>) => {
    const next = () =>
      Object.entries(counts)
        .filter(([, count]) => count !== 0)
        .slice(0, mostTold)
    for (let some = next(); some.length > 0; some = next()) {
      const told = Object.fromEntries(some)
      const crowd = await store.add(budget, period, told)
      countIn(counts, negative(told))
      // The answer lacks what this process has not told yet.
      if (period === known.period) known.current = countIn(crowd, counts)
    }
    known.untold.delete(period)
  }

  const note = (known: Known, period: number, counts: Crowd, texts: 1 | -1 = 1): number => {
    known.untold.set(period, countIn(known.untold.get(period) ?? {}, counts))
    if (period === known.period) countIn(known.current, counts)
    known.untoldTexts += texts
    return known.untoldTexts
  }

  return {
    /** Reads the crowds of this period and of the one before, unless they are known. Throws without an answer. */
    learn: async (budget: string, read: 'eventual' | 'consistent'): Promise<void> => {
      const known = knownOf(budget)
      const period = periodOf(now())
      if (known.period >= period) return
      // The lots of the period that is over must be told before its crowd is read, from which lots are drawn now.
      if ([...known.untold.keys()].some((untold) => untold < period)) await tell(budget)
      const [current, before] = await Promise.all([
        store.read(budget, period, read),
        store.read(budget, period - 1, read),
      ])
      if (known.period >= period) return
      Object.assign(known, {
        period,
        current: countIn(current, known.untold.get(period) ?? {}),
        before: lotsOf(before),
      })
    },
    of: (budget: string): Crowds => knownOf(budget),
    /** Counts a text for all processes. Throws without an answer, and takes the text back, since it comes again. */
    count: async (budget: string, counts: Crowd): Promise<void> => {
      const [known, period] = [knownOf(budget), periodOf(now())]
      note(known, period, counts)
      try {
        await tell(budget)
      } catch (error) {
        note(known, period, negative(counts), -1)
        throw error
      }
    },
    /** Counts what others may learn later: with the next text that this process counts for all, or by tens. */
    countLater: async (budget: string, counts: Crowd): Promise<void> => {
      // What could not be told stays for the next time.
      if (note(knownOf(budget), periodOf(now()), counts) >= mostUntold) await tell(budget).catch(() => {})
    },
  }
}
