/** The spending on texts in the current month, in USD. */
export type Spending = {
  readonly soFar: () => number
  readonly add: (usd: number) => void
}

/**
 * Tracks spending by month. Months are in UTC here, since the guide doesn't say in which time zone AWS counts. `spentUsd` is what
 * the current month has already cost.
 */
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
