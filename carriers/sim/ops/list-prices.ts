/** What lines with a SIM add to a month at the most: a secret, eight metrics, what alarms watch, a dashboard of more than fifty metrics. */
export const simMonthly = { secret: 0.4, metrics: 2.4, alarms: 0.6, dashboard: 3 } as const
