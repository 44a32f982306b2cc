import { Command } from '@commander-js/extra-typings'

import { createClaimStore } from '../../shared/edges/claim-store.ts'
import { createDynamoTable } from '../../shared/edges/dynamo-table.ts'
import type { DeliveryStatus } from '../../shared/rules/delivery-report.ts'
import type { SenderRecord } from '../../shared/rules/sender-record.ts'
import type { Outcome } from '../../shared/rules/telemetry.ts'
import { day, heldBackMs } from '../../shared/rules/timing.ts'
import { senderArgument } from '../arguments.ts'
import type { Deployment } from '../deployment.ts'
import type { Desk } from '../desk.ts'
import { assertAllSeen, describeLetters, findLetters, type Letters } from '../letters-of-sender.ts'
import { describeOnTheWay, lastOnTheWay } from '../on-the-way.ts'
import { senderKeyOf } from '../pepper.ts'
import { openSenders } from '../senders.ts'
import { counted, momentOf } from '../words.ts'

type KnownReply = {
  readonly reservedAt: string
  readonly state?: Outcome | 'waiting' | 'being sent'
  /** What the carrier reported in the end, if it has. */
  readonly delivery?: DeliveryStatus
}

/** All that is known of a sender. Times are ISO 8601. */
export type KnownSender = {
  readonly replies: readonly KnownReply[]
  readonly strikes: number
  readonly blockedUntil?: string
  readonly optedOutUntil?: string
  /** When a text was sent that a siege held back, for a day. */
  readonly heldBackAt?: string
  readonly deadLetters: Letters
  /** Until when there may be something that nobody can look at. */
  readonly onTheWayUntil: string
}

export const showCommand = (desk: Desk) =>
  new Command('show')
    .description('what is known of a sender, which is little, and what lies of theirs among the dead letters')
    .addArgument(senderArgument())
    .action(async (argument) => {
      const number = await desk.number(argument)
      const known = await show(await desk.open(), number)
      desk.report(known, print)
      assertAllSeen(known.deadLetters)
    })

/** A reply that is not sent by then never will be, and its claim is forgotten in its turn. */
const longestWaitMs = 3 * day

const show = async (deployment: Deployment, number: string): Promise<KnownSender> => {
  const { now } = deployment
  const record = await openSenders(deployment).load(await senderKeyOf(deployment, number))
  const [replies, deadLetters] = await Promise.all([repliesIn(deployment, record), findLetters(deployment, number)])
  return { replies, ...silenceOf(record, now()), deadLetters, onTheWayUntil: lastOnTheWay(deployment) }
}

const repliesIn = ({ aws, outputs, now }: Deployment, record: SenderRecord): Promise<readonly KnownReply[]> => {
  const claims = createClaimStore(createDynamoTable(aws.dynamodb, outputs.TableName))
  const replies = [...record.replies].sort(([, a], [, b]) => a - b)
  return Promise.all(
    replies.map(async ([inboundId, at]) => {
      const claim = await claims.read(inboundId)
      const { delivery } = claim ?? {}
      const unclaimed = now() - at < longestWaitMs ? 'waiting' : undefined
      const state = claim === undefined ? unclaimed : (claim.outcome ?? 'being sent')
      return { reservedAt: new Date(at).toISOString(), ...(state && { state }), ...(delivery && { delivery }) }
    }),
  )
}

const silenceOf = ({ strikes, blockedUntil, optedOutUntil, heldBackAt }: SenderRecord, now: number) => ({
  strikes,
  ...(blockedUntil > now && { blockedUntil: new Date(blockedUntil).toISOString() }),
  ...(optedOutUntil > now && { optedOutUntil: new Date(optedOutUntil).toISOString() }),
  ...(heldBackAt + heldBackMs > now && { heldBackAt: new Date(heldBackAt).toISOString() }),
})

const print = ({
  replies,
  strikes,
  blockedUntil,
  optedOutUntil,
  heldBackAt,
  deadLetters,
  onTheWayUntil,
}: KnownSender): string =>
  [
    replies.length === 0 ? 'No reply is remembered.' : 'Replies:',
    ...replies.map(
      ({ reservedAt, state = 'long ago', delivery }) =>
        `  ${momentOf(reservedAt)}  ${state}${delivery === undefined ? '' : `, ${delivery}`}`,
    ),
    `${counted(strikes, 'text', 'texts')} too many since.`,
    blockedUntil === undefined ? 'Not blocked.' : `Blocked until ${momentOf(blockedUntil)}.`,
    ...(optedOutUntil === undefined ? [] : [`Opted out until ${momentOf(optedOutUntil)}.`]),
    ...(heldBackAt === undefined ? [] : [`The siege rule held a text of ${momentOf(heldBackAt)} back.`]),
    describeLetters(deadLetters),
    describeOnTheWay(onTheWayUntil),
    ...(deadLetters.unseen === 0 ? ['There is nothing else.'] : []),
  ].join('\n')
