/**
 * The most that lines with a SIM add to the list price of a month, in USD: a secret, eight metrics, the metrics that alarms
 * watch, and a dashboard with more than fifty metrics.
 */
export const simMonthly = { secret: 0.4, metrics: 2.4, alarms: 0.6, dashboard: 3 } as const
