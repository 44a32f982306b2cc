/** The most that lines with a SIM add to a month: a secret, eight metrics, what alarms watch, and a dashboard with more than fifty metrics. */
export const simMonthly = { secret: 0.4, metrics: 2.4, alarms: 0.6, dashboard: 3 } as const
