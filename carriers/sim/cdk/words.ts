import type { AlarmWords, CarrierWords } from '../../carrier-monitoring.ts'

/** What lines with a SIM add to the words of dashboard and alarms. */
export type SimWords = CarrierWords & {
  /** Of the alarm of that name. */
  readonly phoneOffline: AlarmWords
  /** The title of a figure, and what it counts. */
  readonly offlineThisHour: string
  readonly times: string
  /** The title of the webhook's row, and the labels of what it counts. */
  readonly webhook: string
  readonly refused: string
  readonly unknown: string
  readonly unreadable: string
}
