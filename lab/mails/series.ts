import { day, minute } from '../../shared/rules/timing.ts'

export type Series = ReturnType<typeof createSeries>

/** Alarms look back a day, and the last replies of a month leave in the next. */
const minutes = (34 * day) / minute

export const createSeries = (startsAt: number) => {
  const counted = new Map<string, ReturnType<typeof createMetric>>()
  const indexOf = (at: number): number => Math.min(minutes, Math.max(0, Math.floor((at - startsAt) / minute)))
  return {
    add: (name: string, at: number, value: number): void => {
      const metric = counted.get(name) ?? createMetric()
      counted.set(name, metric)
      metric.add(indexOf(at), value)
    },
    /** Null without data. Nothing is added any more by then. */
    value: (name: string, statistic: string, from: number, to: number): number | null =>
      counted.get(name)?.value(statistic, indexOf(from), indexOf(to)) ?? null,
  }
}

const createMetric = () => {
  const values = new Map<number, number[]>()
  let before: { readonly sums: Float64Array; readonly samples: Float64Array } | undefined
  /** What was counted before each minute, so that the sum of a day is a difference. */
  const countBefore = () => {
    const [sums, samples] = [new Float64Array(minutes + 1), new Float64Array(minutes + 1)]
    for (let i = 0; i < minutes; i++) {
      const here = values.get(i) ?? []
      sums[i + 1] = here.reduce((sum, value) => sum + value, sums[i] ?? 0)
      samples[i + 1] = (samples[i] ?? 0) + here.length
    }
    return { sums, samples }
  }
  return {
    add: (index: number, value: number): void => void values.set(index, [...(values.get(index) ?? []), value]),
    value: (statistic: string, from: number, to: number): number | null => {
      before ??= countBefore()
      const { sums, samples } = before
      if (samples[to] === samples[from]) return null
      if (statistic !== 'Maximum') return (sums[to] ?? 0) - (sums[from] ?? 0)
      return Math.max(...Array.from({ length: to - from }, (_, i) => values.get(from + i) ?? []).flat())
    },
  }
}
