/** The functions of CloudWatch's metric math that the dashboard and the alarms may use, since whatever draws them elsewhere must know each. */
export const metricFunctions = ['DATE', 'EPOCH', 'FILL', 'IF', 'MAX', 'RUNNING_SUM', 'SUM'] as const
