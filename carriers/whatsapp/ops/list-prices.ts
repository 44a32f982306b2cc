/**
 * The most that lines on WhatsApp add to the list price of a month, in USD: four metrics, and two metrics that an alarm watches.
 */
export const whatsappMonthly = { metrics: 1.2, alarms: 0.2 } as const
