/**
 * The functions of CloudWatch's metric math that the dashboard and the alarms may use. The list is short because whatever else draws
 * them must implement each function.
 */
export const metricFunctions = ['DATE', 'EPOCH', 'FILL', 'IF', 'MAX', 'RUNNING_SUM', 'SUM'] as const
