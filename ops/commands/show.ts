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
}

export const showCommand = (desk: Desk) =>
  new Command('show')
    .description('what is known of a sender, which is little')
    .addArgument(senderArgument())
    .action(async (argument) => {
      const number = await desk.number(argument)
      desk.report(await show(await desk.open(), number), print)
    })

/** A reply that is not sent by then never will be, and its claim is forgotten in its turn. */
const longestWaitMs = 3 * day

const show = async (deployment: Deployment, number: string): Promise<KnownSender> => {
  const { aws, outputs, now } = deployment
  const record = await openSenders(deployment).load(await senderKeyOf(deployment, number))
  const claims = createClaimStore(createDynamoTable(aws.dynamodb, outputs.TableName))
  const replies = [...record.replies].sort(([, a], [, b]) => a - b)
  return {
    replies: await Promise.all(
      replies.map(async ([inboundId, at]) => {
        const claim = await claims.read(inboundId)
        const { delivery } = claim ?? {}
        const unclaimed = now() - at < longestWaitMs ? 'waiting' : undefined
        const state = claim === undefined ? unclaimed : (claim.outcome ?? 'being sent')
        return { reservedAt: new Date(at).toISOString(), ...(state && { state }), ...(delivery && { delivery }) }
      }),
    ),
    ...silenceOf(record, now()),
  }
}

const silenceOf = ({ strikes, blockedUntil, optedOutUntil, heldBackAt }: SenderRecord, now: number) => ({
  strikes,
  ...(blockedUntil > now && { blockedUntil: new Date(blockedUntil).toISOString() }),
  ...(optedOutUntil > now && { optedOutUntil: new Date(optedOutUntil).toISOString() }),
  ...(heldBackAt + heldBackMs > now && { heldBackAt: new Date(heldBackAt).toISOString() }),
})

const print = ({ replies, strikes, blockedUntil, optedOutUntil, heldBackAt }: KnownSender): string =>
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
    'There is nothing else.',
  ].join('\n')
