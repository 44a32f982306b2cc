import { smsParts } from '../../shared/rules/sms-parts.ts'
import type { MetricStore } from './metrics.ts'

/** Records what SNS tells of texts to phones (developer guide, monitoring SMS): here the carrier delivers all that it takes. */
export const createSmsRecorder = ({ record }: Pick<MetricStore, 'record'>, partPriceUsd: number) => {
  let [month, parts] = ['', 0]
  const enterMonth = (now: number): void => {
    const current = new Date(now).toISOString().slice(0, 7)
    if (current !== month) [month, parts] = [current, 0]
  }
  return {
    recordDelivery: (text: string, now: number): void => {
      enterMonth(now)
      parts += smsParts(text).parts
      record({ namespace: 'AWS/SNS', name: 'SMSSuccessRate', dimensions: {} }, [1], now)
      const dimensions = { PhoneNumber: 'PhoneNumberDirect' }
      record({ namespace: 'AWS/SNS', name: 'NumberOfMessagesPublished', dimensions }, [1], now)
      record({ namespace: 'AWS/SNS', name: 'NumberOfNotificationsDelivered', dimensions }, [1], now)
    },
    /** What the month has cost so far, which SNS tells again and again. */
    recordSpending: (now: number): void => {
      enterMonth(now)
      if (parts === 0) return
      record({ namespace: 'AWS/SNS', name: 'SMSMonthToDateSpentUSD', dimensions: {} }, [parts * partPriceUsd], now)
    },
  }
}
