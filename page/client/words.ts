import type { DeliveryStatus } from '../../shared/rules/delivery-report.ts'
import type { AnySilentReason, Outcome } from '../../shared/rules/telemetry.ts'
import type { Alarm, ExperimentKind, Receipt } from './protocol.ts'

/** Everything that the page itself says, in one language. Times and sums are passed in already formatted. */
export type Words = {
  readonly intro: (lines: string, delay: string) => string
  readonly stage: (name: string) => string
  readonly connection: Readonly<Record<'waiting' | 'live' | 'lost', string>>

  readonly phones: string
  readonly newSender: string
  /** Explains what to type when somebody has typed something that can't be a sender. */
  readonly noSender: (example: string) => string
  /** Stands in for a message without words. */
  readonly noWords: string
  readonly openPhone: string
  readonly shownSender: string
  readonly line: string
  /** A number, with the network that it is on if that isn't SMS. */
  readonly onNetwork: (number: string, network: string) => string
  /** Labels somebody who writes without showing a number. */
  readonly hiddenNumber: string
  readonly phone: (sender: string) => string
  readonly closePhone: (sender: string) => string
  readonly conversation: (sender: string) => string
  readonly nothingYet: string
  readonly yourText: string
  readonly yourTextTo: (line: string) => string
  readonly send: string
  readonly notSent: (reason: string) => string
  readonly call: string
  readonly callLine: (line: string) => string
  /** What a phone shows for a call that it made. */
  readonly called: string
  readonly notCalled: (reason: string) => string
  readonly noServer: string

  readonly undecided: string
  readonly waiting: (dueAt: string) => string
  /** Used when the reply waits because the hours before it were full. */
  readonly waitingForRoom: (dueAt: string) => string
  readonly outcome: Readonly<Record<Outcome, (dueAt: string) => string>>
  /** What the carrier reported about the reply, as a separate sentence. */
  readonly delivery: Readonly<Record<DeliveryStatus, string>>
  /** How far a reply has come, for carriers that show it by ticks. */
  readonly receipt: Readonly<Record<Receipt, string>>
  readonly silence: (reason: string, why: string) => string
  /** Each reason in one or two words, and an explanation for people who have never read the code. */
  readonly reasons: Readonly<Record<AnySilentReason, readonly [reason: string, why: string]>>

  readonly experiments: string
  readonly experiment: Readonly<Record<ExperimentKind, string>>
  /** What each experiment shows, in one sentence. */
  readonly shows: Readonly<Record<ExperimentKind, string>>
  readonly startAfresh: string
  readonly startingAfresh: string
  /** Says what the number forgets when it is started afresh. */
  readonly startsAfresh: string
  readonly stop: string
  readonly siegeRunning: string
  readonly progress: (experiment: string, decided: string, total: string) => string
  readonly stopped: string
  readonly result: (decided: string, replies: string) => string
  readonly silences: (list: string) => string
  readonly cost: (cost: string, unprotected: string) => string
  readonly paused: string
  readonly throttled: string

  readonly dashboard: string
  readonly dashboardNote: string
  readonly noData: string
  readonly chart: (title: string) => string
  readonly alarmState: Readonly<Record<Alarm['state'], string>>
  readonly since: (time: string) => string
  readonly runbook: string
  /** Says until when there is no room for a reply. */
  readonly full: (roomAt: string) => string
  /** By the English title, which is the alarm's name. */
  readonly alarmTitle: (title: string) => string
  readonly alarmSummary: (inAlarm: number) => string
  readonly alarmChanged: (title: string, state: string) => string
}
