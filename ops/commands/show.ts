import { Command } from '@commander-js/extra-typings'
import { operatorLanguageOf } from '../../settings/operators.ts'
import { type SenderRecord, waitEndsAt, waitingIn } from '../../shared/rules/sender-record.ts'
import { day, turnedAwayMemoryMs } from '../../shared/rules/timing.ts'
import { createClaimStore } from '../../shared/stores/dynamodb/claim-store.ts'
import type { Operations } from '../carrier.ts'
import { type CommandContext, senderArgument } from '../command-context.ts'
import { assertAllSeen, describeDeadLetters, searchDeadLetters } from '../dead-letters-of-sender.ts'
import { type Deployment, tableOf } from '../deployment.ts'
import { queuedUntil } from '../queues.ts'
import { type ReplyState, type SenderWords, senderWords } from '../sender-words.ts'
import { openSenders, senderKeyOf } from '../senders.ts'
import { isoOf, momentOf } from '../words.ts'

type KnownSender = Awaited<ReturnType<typeof show>>
type KnownReply = KnownSender['replies'][number]

export const showCommand = (context: CommandContext, operations: Operations) =>
  new Command('show')
    .description('what is known of a sender, which is little, and what lies of theirs among the dead letters')
    .addArgument(senderArgument())
    .action(async (argument) => {
      const number = await context.number(argument)
      const deployment = await context.open()
      const words = senderWords[operatorLanguageOf(deployment.settings)]
      const known = await show(deployment, operations, number)
      context.report(known, (found) => print(found, words))
      assertAllSeen(known.deadLetters, words)
    })

/** After this time a reply is never sent, and its claim may have been deleted. */
const longestWaitMs = 3 * day

const show = async (deployment: Deployment, operations: Operations, number: string) => {
  const { now } = deployment
  const record = await openSenders(deployment).load(await senderKeyOf(deployment, number))
  const [replies, deadLetters] = await Promise.all([
    repliesIn(deployment, record),
    searchDeadLetters(deployment, operations, number, 'keep'),
  ])
  return {
    replies,
    ...waitIn(record, now()),
    ...silenceOf(record, now()),
    deadLetters,
    onTheWayUntil: queuedUntil(deployment),
  }
}

const repliesIn = async (deployment: Deployment, record: SenderRecord) => {
  const { now } = deployment
  const claims = createClaimStore(tableOf(deployment))
  const replies = [...record.replies].sort(([, a], [, b]) => a.at - b.at)
  return Promise.all(
    replies.map(async ([inboundId, { at, dueAt }]) => {
      const claim = await claims.read(inboundId)
      const delivery = claim?.report
      const unsent = now() - at < longestWaitMs ? 'waiting' : undefined
      const state: ReplyState | undefined = claim === undefined ? unsent : (claim.outcome ?? 'being sent')
      return {
        inboundId,
        promisedAt: isoOf(at),
        dueAt: isoOf(dueAt),
        ...(state && { state }),
        ...(delivery && { delivery }),
      }
    }),
  )
}

const waitIn = (record: SenderRecord, now: number) => {
  const waiting = waitingIn(record, now)
  if (waiting === undefined) return {}
  const { inboundId, since, lot, asksAgain } = waiting
  return { waiting: { inboundId, since: isoOf(since), until: isoOf(waitEndsAt(waiting)), lot, asksAgain } }
}

const silenceOf = (record: SenderRecord, now: number) => {
  const { strikes, struck, blockedUntil, blockedByHandUntil, optedOutSince, optedOutUntil } = record
  const isOptedOut = optedOutUntil > now
  return {
    strikes,
    // How many of those texts still have a fingerprint of their id stored.
    fingerprints: struck.length,
    ...(blockedUntil > now && {
      blockedUntil: isoOf(blockedUntil),
      blockedBy: blockedByHandUntil === blockedUntil ? ('an operator' as const) : ('the rule' as const),
    }),
    // An opt-out that somebody wrote by hand may lack its beginning.
    ...(isOptedOut && optedOutSince > 0 && { optedOutSince: isoOf(optedOutSince) }),
    ...(isOptedOut && { optedOutUntil: isoOf(optedOutUntil) }),
    ...(record.turnedAwayAt + turnedAwayMemoryMs > now && { turnedAwayAt: isoOf(record.turnedAwayAt) }),
  }
}

const print = (known: KnownSender, words: SenderWords): string => {
  const { waiting, optedOutSince, optedOutUntil } = known
  return [
    known.replies.length === 0 ? words.noReply : words.replies,
    ...known.replies.map((reply) => `  ${describeReply(reply, words)}`),
    ...(waiting === undefined ? [] : [describeWait(waiting, words)]),
    words.strikes(known.strikes, known.fingerprints),
    known.blockedUntil === undefined
      ? words.notBlocked
      : words.blocked(known.blockedBy ?? 'the rule', momentOf(known.blockedUntil)),
    ...(optedOutUntil === undefined
      ? []
      : [words.optedOut(optedOutSince && momentOf(optedOutSince), momentOf(optedOutUntil))]),
    ...(known.turnedAwayAt === undefined ? [] : [words.turnedAway(momentOf(known.turnedAwayAt))]),
    describeDeadLetters(known.deadLetters, words),
    words.queued(momentOf(known.onTheWayUntil)),
    ...(known.deadLetters.unseen === 0 ? [words.nothingElse] : []),
  ].join('\n')
}

const describeWait = (wait: NonNullable<KnownSender['waiting']>, words: SenderWords): string =>
  words.waits({ ...wait, since: momentOf(wait.since), until: momentOf(wait.until) })

const describeReply = ({ inboundId, promisedAt, dueAt, state, delivery }: KnownReply, words: SenderWords): string => {
  const fate = [words.state(state ?? 'long ago'), ...(delivery === undefined ? [] : [words.delivery(delivery)])]
  return words.reply({ promised: momentOf(promisedAt), fate: fate.join(', '), due: momentOf(dueAt), id: inboundId })
}
