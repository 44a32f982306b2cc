/** What texts have cost this month, in USD. */
export type Spending = {
  readonly soFar: () => number
  readonly add: (usd: number) => void
}

/** Counts anew each month (UTC: the guide doesn't say in which time zone AWS does). `spentUsd` is what this month has cost before. */
export const createSpending = (spentUsd: number, now: () => number): Spending => {
  const currentMonth = () => new Date(now()).toISOString().slice(0, 7)
  let [month, spent] = [currentMonth(), spentUsd]
  const soFar = (): number => {
    if (currentMonth() !== month) [month, spent] = [currentMonth(), 0]
    return spent
  }
  return {
    soFar,
    add: (usd) => {
      spent = soFar() + usd
    },
  }
}
