import type { Translated } from '../settings/values.ts'
import { hourOf, monthOf } from '../shared/rules/calendar.ts'
import { type CarrierName, carrierNames, carriers, carriersOf } from '../shared/rules/carriers.ts'
import { undeliveredKinds } from '../shared/rules/delivery-report.ts'
import {
  deliveredBy,
  lineRefusedBy,
  metricNames,
  repliesRefusedBy,
  submittedTo,
  undeliveredBecause,
  undeliveredBy,
  unreportedBy,
} from '../shared/rules/telemetry.ts'
import { day, hour, minute } from '../shared/rules/timing.ts'
import type { Operations } from './carrier.ts'
import { countsBy, readLogIfPossible, readMetrics, sumOf } from './cloudwatch.ts'
import type { Deployment } from './deployment.ts'
import { refusalIn } from './log-event.ts'

/** As far back as the alarms on delivery look. */
const latelyMs = 3 * day

/** What carriers have reported lately, which is in three days, and this month (UTC), by the time of the report. */
export const readReports = async (deployment: Deployment) => {
  const now = deployment.now()
  const { smsCostUsd } = metricNames
  const [delivered, undelivered] = [carrierNames.map(deliveredBy), carrierNames.map(undeliveredBy)]
  const unreported = carrierNames.map(unreportedBy)
  const metrics = [...delivered, ...undelivered, ...undeliveredKinds.map(undeliveredBecause), ...unreported, smsCostUsd]
  const from = { month: startOfMonth(now), lately: hourOf(now - latelyMs) }
  const start = Math.min(from.month, from.lately)
  const points = await readMetrics(deployment, countsBy(deployment, metrics), start, hour)
  const pointsOf = (...some: readonly string[]) => some.flatMap((metric) => points[metric] ?? [])
  const lately = (...some: readonly string[]) => sumOf(pointsOf(...some), from.lately)
  const thisMonth = (...some: readonly string[]) => sumOf(pointsOf(...some), from.month)
  const because = undeliveredKinds.map((kind) => [kind, lately(undeliveredBecause(kind))] as const)
  const billed = carrierNames.filter((carrier) => carriers[carrier].billsParts)
  const reportsOn = (carrier: CarrierName) => [deliveredBy(carrier), undeliveredBy(carrier), unreportedBy(carrier)]
  return {
    deliveredLately: lately(...delivered),
    undeliveredLately: lately(...undelivered),
    undeliveredLatelyBecause: Object.fromEntries(because.filter(([, count]) => count > 0)),
    // Without news for 72 hours.
    unreportedLately: lately(...unreported),
    billedThisMonth: thisMonth(...billed.flatMap(reportsOn)),
    costThisMonthUsd: thisMonth(smsCostUsd),
  }
}

/** When the month began (UTC), in milliseconds. */
export const startOfMonth = (now: number): number => Date.parse(`${monthOf(now)}-01T00:00:00Z`)

export type Reports = Awaited<ReturnType<typeof readReports>>

/** The last refusal of a reply in the last hours: of which budget, the reason as a code, and what to do. */
export type LastRefusal = {
  readonly at: string
  readonly budget?: string
  readonly reason?: string
  readonly say: Translated
}

/** As far back as the alarms on refusals look. */
const refusalsMs = 3 * hour

/** Whether lines can't send now: one was refused, and nothing accepted since. Then the log is searched for why. */
export const readRefusals = async (deployment: Deployment, operations: Operations) => {
  const { now, settings } = deployment
  const present = carriersOf(settings)
  const metrics = present.flatMap((carrier) => [...ofLine(carrier), repliesRefusedBy(carrier), submittedTo(carrier)])
  const points = await readMetrics(deployment, countsBy(deployment, metrics), now() - refusalsMs, minute)
  const lastAt = (metric: string) =>
    points[metric]?.findLast(({ value }) => value > 0)?.time ?? Number.NEGATIVE_INFINITY
  const ofCarriers = present.map((carrier) => {
    const lineAt = Math.max(...ofLine(carrier).map(lastAt))
    return { at: Math.max(lineAt, lastAt(repliesRefusedBy(carrier))), refused: lineAt > lastAt(submittedTo(carrier)) }
  })
  const at = Math.max(...ofCarriers.map((last) => last.at))
  if (at < 0) return { refused: false }
  const because = await readReason(deployment, operations, at - minute)
  return {
    refused: ofCarriers.some(({ refused }) => refused),
    lastRefusal: { at: new Date(at).toISOString(), ...because },
  }
}

/** The metrics of a line that can't send: its carrier refused it, or says that it isn't ready. */
const ofLine = (carrier: CarrierName): readonly string[] => {
  const { notReady } = carriers[carrier]
  return [lineRefusedBy(carrier), ...(notReady === undefined ? [] : [notReady.metric])]
}

const readReason = async (deployment: Deployment, operations: Operations, since: number) => {
  const lines = await readLogIfPossible(deployment, deployment.outputs.SendReplyLogGroupName, 'reason', since)
  if (lines === undefined) return { say: notRead }
  const refusal = lines.flatMap(({ line }) => refusalIn(line) ?? []).at(-1)
  // Of a phone that is off, httpSMS may have told before any reply is queued for it.
  if (refusal === undefined) return { say: noReason }
  const { budget, reason } = refusal
  return { budget, reason, say: explained(reason, operations) }
}

/** Why no reason is known. */
export const notRead: Translated = {
  en: 'the reason was not read from the log',
  fr: 'le motif n’a pas été lu dans le journal',
}

export const noReason: Translated = {
  en: 'the log tells no reason: see doctor',
  fr: 'le journal ne dit pas de motif\u00a0: voyez doctor',
}

/** Says what a reason means or, if it is unknown, where to read on. */
export const explained = (reason: string, operations: Operations): Translated =>
  wordsFor(reason, operations) ?? {
    en: `${reason}: see docs/runbook.md#line-refused`,
    fr: `${reason}\u00a0: voyez docs/runbook.fr.md#line-refused`,
  }

const ofEveryCarrier = new Map<string, Translated>([
  [
    'UNREACHABLE',
    {
      en: 'the carrier can not be reached: this passes by itself; if it stays, see its status page',
      fr: 'l’opérateur est injoignable\u00a0: cela passe tout seul\u202f; si cela dure, voyez sa page d’état',
    },
  ],
  [
    'NO_ANSWER',
    {
      en: 'nobody answers at the carrier, or only with an internal error, so nothing was sent: this passes by itself; if it stays, see its status page',
      fr: 'l’opérateur ne répond pas, ou seulement par une erreur interne, donc rien n’est parti\u00a0: cela passe tout seul\u202f; si cela dure, voyez sa page d’état',
    },
  ],
])

/** Says what a reason in the log of send-reply means, and what to do; undefined for an unknown one. */
export const wordsFor = (reason: string, operations: Operations): Translated | undefined =>
  ofEveryCarrier.get(reason) ?? Object.values(operations).flatMap(({ wordsFor }) => wordsFor(reason) ?? [])[0]
