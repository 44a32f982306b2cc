import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import type { TextSent } from '../../carriers/test/own-topic.ts'
import { createHandler as createReceiveSms } from '../../functions/receive-sms/handler.ts'
import { createHandler as createSendReply } from '../../functions/send-reply/handler.ts'
import { bodyOfTexts, hasOwnTopic, ownTopicReaders, senderKeyOf, toRecord } from '../../lab/virtual/messages.ts'
import { type LogEvent, logEventsIn } from '../../ops/log-event.ts'
import { createReadReply, createSignReply } from '../../shared/adapters/signatures.ts'
import type { Gateway, LogFields } from '../../shared/ports.ts'
import { addressOf, carrierNames } from '../../shared/rules/carriers.ts'
import { unknownSender } from '../../shared/rules/sender-record.ts'
import { day, minute } from '../../shared/rules/timing.ts'
import { createScheduler } from '../../shared/scheduler.ts'
import { createBudgetStore } from '../../shared/stores/dynamodb/budget-store.ts'
import { createCancellationStore } from '../../shared/stores/dynamodb/cancellation-store.ts'
import { createClaimStore } from '../../shared/stores/dynamodb/claim-store.ts'
import { createCrowdStore } from '../../shared/stores/dynamodb/crowd-store.ts'
import { createRestStore } from '../../shared/stores/dynamodb/rest-store.ts'
import { createOperatorSenderStore, createSenderStore } from '../../shared/stores/dynamodb/sender-store.ts'
import type { Item } from '../../shared/stores/dynamodb/table.ts'
import { openTable, startDynalite } from '../shared/stores/dynamo-tables.ts'

/** What a number keeps: the items of its table, and the bodies of the replies in its queue. */
export type Kept = { readonly at: number; readonly items: readonly Item[]; readonly replies: readonly string[] }

const key = 'the key of this stage'

/** The second line is of a carrier that knows two names of a sender, if there is one. */
export const lines = [
  { number: '+33939000001', carrier: 'aws' },
  { number: '+33939000002', carrier: carrierNames.find(hasOwnTopic) ?? 'aws' },
] as const

const config = {
  lines: lines.map(
    ({ number, carrier }) =>
      ({ number: addressOf({ carrier }, number), carrier, language: 'fr', budget: 'default' }) as const,
  ),
  countries: ['FR'],
  replyDelayMs: { min: 45 * minute, max: 75 * minute },
  limits: [{ replies: 1, perMs: day }],
  block: { after: 2, forMs: 30 * day },
  budgets: { default: { hour: 8, day: 24, month: 1200 } },
  maxPricePerReplyUsd: 0.08,
  texts: {},
}

type Given = Partial<TextSent & (typeof lines)[number]> & { readonly words?: string }

/** Both functions, on a table and a queue, at times that the caller sets, after a release that left this. */
export const openNumber = async ({ at, items, replies }: Kept) => {
  const { client, table, close } = await openTable(await startDynalite())
  for (const Item of items) await client.send(new PutItemCommand({ TableName: 'state', Item: { ...Item } }))
  const clock = { now: at }
  const now = () => clock.now
  const queue = [...replies]
  const news: LogEvent[] = []
  const phones: string[] = []
  let ids = 0
  const gateway: Gateway = {
    ask: async () => 'somebody',
    send: async ({ to }) => {
      phones.push(to)
      return to === people.uncertain
        ? { kind: 'unknown', reason: 'TIMEOUT' }
        : { kind: 'accepted', messageId: `reply-to-${to.slice(1)}` }
    },
  }
  const common = {
    senders: createSenderStore(table),
    claims: createClaimStore(table),
    replies: { put: async (reply) => void queue.push(createSignReply(key)(reply)), hide: async () => {} },
    telemetry: {
      count: () => {},
      log: (message: string, fields: LogFields) => news.push(...logEventsIn(JSON.stringify({ message, ...fields }))),
    },
    config,
    now,
    random: () => 0.5,
    wait: async () => {},
    newToken: () => `token-${ids++}`,
  } satisfies Partial<Parameters<typeof createReceiveSms>[0] & Parameters<typeof createSendReply>[0]>
  const [cancellations, rests] = [createCancellationStore(table), createRestStore(table)]
  const budgets = createBudgetStore(table)
  const scheduler = createScheduler({ ...common, budgets })
  const receive = createReceiveSms({
    ...{ ...common, scheduler, senderKeyOf, topics: ownTopicReaders() },
    crowdStore: createCrowdStore(table),
    texts: { hide: async () => {} },
  })
  const gateways = Object.fromEntries(carrierNames.map((name) => [name, gateway]))
  const send = createSendReply({ ...common, cancellations, rests, gateways, readReply: createReadReply(key) })
  const invoke = async (handler: typeof send, body: string) => {
    const messageId = `message-${ids++}`
    const record = toRecord({ id: messageId, body, receiptHandle: messageId, receives: 1, sentAt: now() })
    return (await handler({ Records: [record] })).batchItemFailures.length === 0
  }
  return {
    clock,
    /** The numbers to which replies were handed over. */
    phones,
    queue,
    cancellations,
    budgets,
    claims: common.claims,
    operators: createOperatorSenderStore(table),
    /** Receives a text. Returns `reply`, the reason for silence, or nothing if it waits or was decided before. */
    text: async (from: string, given: Given = {}) => {
      const { id = `text-${from.slice(1)}`, words = 'Salut', number, carrier, shows } = { ...lines[0], ...given }
      const known = news.length
      await invoke(receive, bodyOfTexts(carrier, number, [{ id, from, words, sentAt: now(), shows }], now()))
      const decision = news.slice(known).find((one) => one.decision)?.decision
      return decision?.kind === 'silent' ? decision.reason : decision?.kind
    },
    /** Lets send-reply look at all that waits. Settled replies leave the queue. */
    deliver: async () => {
      for (const body of queue.splice(0)) if (!(await invoke(send, body))) queue.push(body)
    },
    /** The outcomes of replies, by the ids of their texts. */
    outcomes: () =>
      Object.fromEntries(news.flatMap(({ inboundId, outcome }) => (outcome ? [[inboundId, outcome]] : []))),
    kept: async (): Promise<Kept> => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: 'state' }))
      const byKey = Items.toSorted((a, b) => ((a['pk']?.S ?? '') < (b['pk']?.S ?? '') ? -1 : 1))
      return { at: now(), items: byKey, replies: queue }
    },
    close,
  }
}

const [answered, waiting, stopped] = ['+33612000001', '+33612000002', '+33612000003']
const [flooding, blockedByHand, cancelled] = ['+33612000004', '+33612000005', '+33612000006']
const [uncertain, named, turnedAway] = ['+33612000007', '+33612000008', '+33612000009']
const others = { blockedByHand, cancelled, uncertain, named, turnedAway }
export const people = { answered, waiting, stopped, flooding, ...others }

/** Their texts wait for all the room that is left in time. */
const crowd = Array.from({ length: 7 }, (_, i) => `+3361200010${i}`)

/** Lets something of each kind that is kept happen to a new number. */
export const live = async (): Promise<Kept> => {
  const number = await openNumber({ at: Date.UTC(2026, 10, 24, 12), items: [], replies: [] })
  const { clock, text, deliver, cancellations, operators } = number
  for (const from of [people.answered, people.uncertain, people.flooding]) await text(from)
  clock.now += 10 * minute
  await text(people.stopped, { words: 'STOP' })
  for (const id of ['flood-1', 'flood-2']) await text(people.flooding, { id })
  const until = clock.now + 20 * day
  const byHand = { ...unknownSender, blockedUntil: until, blockedByHandUntil: until }
  await operators.save(senderKeyOf(people.blockedByHand), byHand, 0, until)
  await text(people.cancelled)
  await cancellations.add({ after: clock.now, before: clock.now + 1, decidedAt: clock.now, replies: 1 })
  clock.now += 20 * minute
  await text(people.named, lines[1])
  for (const from of [people.waiting, ...crowd, people.turnedAway]) await text(from)
  clock.now += 31 * minute
  await deliver()
  return number.kept().finally(number.close)
}
