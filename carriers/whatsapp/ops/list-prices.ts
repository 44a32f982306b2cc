/** What lines on WhatsApp add to a month at the most: four metrics, and two that an alarm watches. */
export const whatsappMonthly = { metrics: 1.2, alarms: 0.2 } as const
