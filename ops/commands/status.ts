import { Command } from '@commander-js/extra-typings'
import { receivedUsdOf } from '../../settings/carriers.ts'
import { monthlySpendLimitUsd } from '../../settings/config.ts'
import { operatorLanguageOf } from '../../settings/operators.ts'
import { hourOf } from '../../shared/rules/calendar.ts'
import { carriersOf } from '../../shared/rules/carriers.ts'
import { owedMs, restMs } from '../../shared/rules/debt.ts'
import { metricNames, silencedBecause } from '../../shared/rules/telemetry.ts'
import { day, hour, minute } from '../../shared/rules/timing.ts'
import { createDebtStore } from '../../shared/stores/dynamodb/debt-store.ts'
import { readSubscriptions } from '../alert-mails.ts'
import { readBudgets } from '../budgets.ts'
import type { Operations } from '../carrier.ts'
import { countsBy, readAlarms, readMetrics, sumOf } from '../cloudwatch.ts'
import type { CommandContext } from '../command-context.ts'
import { type Deployment, deployedLinesOf, tableOf } from '../deployment.ts'
import { readHeartbeat } from '../objections.ts'
import { readRefusals, readReports } from '../outcomes.ts'
import { stateOf } from '../overall-state.ts'
import { countMessages, type DeadLetterQueue, messagesIn, urlOf } from '../queues.ts'
import { readReceived } from '../received.ts'
import { readQueued } from '../sending.ts'
import { atFirstSight, printStatus, type Status } from '../status.ts'
import { isoOf } from '../words.ts'

export const statusCommand = (context: CommandContext, operations: Operations) =>
  new Command('status').description('one screen: how it goes, today and in the hours to come').action(async () => {
    const deployment = await context.open()
    const language = operatorLanguageOf(deployment.settings)
    const [status, ...ofCarriers] = await Promise.all([
      readStatus(deployment, operations),
      ...Object.values(operations).flatMap(({ status }) => status?.(deployment, language) ?? []),
    ])
    const fields = Object.assign({}, ...ofCarriers.map(({ fields }) => fields))
    const rows = ofCarriers.flatMap(({ rows }) => rows)
    context.report({ state: stateOf(status), ...status, ...fields }, () => printStatus(status, language, rows))
  })

/** Reads metrics, queue counts, and the table's items about budgets and debts, but no sender's record. */
const readStatus = async (deployment: Deployment, operations: Operations): Promise<Status> => {
  const { stackName, settings, versions, now } = deployment
  const [heartbeat, mailed, texts, figures, reports, refusals, waiting, debts, deadLetters, alarms, budgets] =
    await Promise.all([
      readHeartbeat(deployment, operations),
      isAnybodyMailed(deployment),
      countMessages(deployment, deployment.outputs.InboundQueueUrl),
      readFigures(deployment, operations),
      readReports(deployment),
      readRefusals(deployment, operations),
      readQueued(deployment),
      readDebts(deployment),
      countDeadLetters(deployment),
      readAlarms(deployment),
      readBudgets(deployment),
    ])
  const { billedThisMonth: _, costThisMonthUsd, ...reported } = reports
  return {
    stackName,
    region: deployment.region,
    ...heartbeat,
    ...(versions && { versions }),
    mailed,
    ...waiting,
    ...refusals,
    ...figures,
    textsWaiting: texts.hidden,
    textsUnread: texts.visible,
    ...reported,
    debts,
    deadLetters,
    alarms: alarms
      .filter(({ StateValue }) => StateValue === 'ALARM')
      .map(({ AlarmName = '', StateUpdatedTimestamp = new Date(now()) }) => ({
        name: AlarmName.slice(stackName.length + 1),
        since: StateUpdatedTimestamp.toISOString(),
      })),
    carriers: carriersOf(settings),
    spentThisMonthUsd: costThisMonthUsd,
    monthlyLimitUsd: monthlySpendLimitUsd(settings),
    currency: settings.currency,
    budgets,
  }
}

/** Settings may have no address only where nobody can text, or where the page of npm start shows alarms. */
const isAnybodyMailed = async (deployment: Deployment): Promise<boolean> =>
  deployment.settings.alertEmails.length === 0 ||
  (await readSubscriptions(deployment)).some(({ arn }) => arn !== undefined)

const readFigures = async (deployment: Deployment, operations: Operations) => {
  const { settings, now } = deployment
  const thisHour = hourOf(now())
  const midnight = thisHour - (thisHour % day)
  const {
    textsReceived,
    textsSilenced,
    textsRefused,
    repliesBooked,
    repliesSubmitted,
    repliesCancelled,
    repliesExpired,
    sendersBlocked,
    firstReplies,
    secondReplies,
  } = metricNames
  const reasons = ['over-budget', 'siege', 'asks-again', ...atFirstSight] as const
  const ofTexts = [textsReceived, textsSilenced, textsRefused, ...reasons.map(silencedBecause), sendersBlocked]
  const counted = [...ofTexts, repliesBooked, repliesSubmitted, repliesCancelled, repliesExpired]
  const metrics = countsBy(deployment, counted)
  const ofMonth = [repliesBooked, repliesSubmitted, firstReplies, secondReplies]
  const [points, month, lastHour, today, lastDay] = await Promise.all([
    readMetrics(deployment, metrics, thisHour - 23 * hour, hour),
    readMetrics(deployment, countsBy(deployment, ofMonth), thisHour - 30 * day, hour),
    readReceived(deployment, operations, now() - hour, minute),
    readReceived(deployment, operations, midnight, hour),
    readReceived(deployment, operations, now() - day, minute),
  ])
  const answeredIn = month[repliesSubmitted]?.findLast(({ value }) => value > 0)?.time
  const overdue = now() - hour - settings.replyDelay.max
  return {
    textsLastHour: lastHour.texts,
    textsToday: today.texts,
    textsLastDay: lastDay.texts,
    // The figures of the alarm many-texts.
    ...(receivedUsdOf(settings) > 0 && {
      received: { lastHourUsd: lastHour.usd, lastDayUsd: lastDay.usd, alarmUsd: settings.alarms.receivedUsdPerDay },
    }),
    silencedToday: sumOf(points[textsSilenced], midnight),
    lastDay: {
      turnedAway: sumOf(points[silencedBecause('siege')]),
      overBudget: sumOf(points[silencedBecause('over-budget')]),
      askedAgain: sumOf(points[silencedBecause('asks-again')]),
      booked: sumOf(points[repliesBooked]),
      refused: sumOf(points[textsRefused]),
      refusedBecause: Object.fromEntries(
        atFirstSight.map((reason) => [reason, sumOf(points[silencedBecause(reason)])]),
      ),
    },
    wroteAgain: { firstReplies: sumOf(month[firstReplies]), secondReplies: sumOf(month[secondReplies]) },
    lastReply: answeredIn === undefined ? null : isoOf(answeredIn),
    repliesUnsent: sumOf(month[repliesBooked]?.filter(({ time }) => time > (answeredIn ?? 0) && time < overdue)),
    repliesToday: sumOf(points[repliesSubmitted], midnight),
    cancelledToday: sumOf(points[repliesCancelled], midnight),
    expiredToday: sumOf(points[repliesExpired], midnight),
    blockedToday: sumOf(points[sendersBlocked], midnight),
  }
}

const countDeadLetters = async (deployment: Deployment): Promise<Status['deadLetters']> => {
  const count = (queue: DeadLetterQueue) => messagesIn(deployment, urlOf(deployment, queue))
  const [texts, replies, undelivered] = await Promise.all([count('texts'), count('replies'), count('undelivered')])
  return { texts, replies, undelivered }
}

/** Tells what lines owe now for replies that may be lost. */
const readDebts = async (deployment: Deployment): Promise<Status['debts']> => {
  const store = createDebtStore(tableOf(deployment))
  const lines = deployedLinesOf(deployment).map(({ number }) => number)
  const paidAt = await Promise.all(lines.map(store.read))
  const now = deployment.now()
  return lines.flatMap((line, i) => {
    const [owed, rest] = [owedMs(paidAt[i] ?? 0, now), restMs(paidAt[i] ?? 0, now)]
    if (owed === 0) return []
    return [{ line, minutes: Math.ceil(owed / minute), ...(rest > 0 && { restsUntil: isoOf(now + rest) }) }]
  })
}
