import type { CarrierName } from '../../carriers/registry.ts'
import { createHandler as createReceiveSms } from '../../functions/receive-sms/handler.ts'
import { createHandler as createSendReply } from '../../functions/send-reply/handler.ts'
import { inboundSms } from '../../local/phones/inbox.ts'
import type { Telemetry } from '../../shared/ports.ts'
import { wholeBudget } from '../../shared/rules/budget.ts'
import type { Budget, Config } from '../../shared/rules/config.ts'
import { day, minute } from '../../shared/rules/timing.ts'
import { createScheduler } from '../../shared/scheduler.ts'
import { createMemoryCircuitStore } from '../../shared/stores/memory/circuit-store.ts'
import type { Account, Scene } from './account.ts'
import { type AwsUse, createAwsUse } from './aws-use.ts'
import { type Calendar, createCalendar } from './calendar.ts'
import { createChance } from './chance.ts'
import { createLedger } from './ledger.ts'
import { createMeteredStores } from './metered-stores.ts'
import { createQueue, type Queue } from './queue.ts'
import type { Text } from './traffic.ts'

/** How a replay is set up. Without the siege rule, whoever comes first gets what there is: a plain budget. */
export type Setup = {
  readonly budget: Budget
  readonly carrier?: CarrierName
  readonly siegeRule: boolean
  readonly seed: number
}

/** Replays a scene through both handlers on virtual time. */
export const replay = async ({ texts, retort }: Scene, setup: Setup): Promise<Account> => {
  const calendar = createCalendar()
  const use = createAwsUse()
  const ledger = createLedger(calendar.now, (reply) => {
    const back = retort(reply)
    if (back !== undefined) calendar.at(back.at, () => arrive(back))
  })
  const telemetry: Telemetry = {
    count: ledger.count,
    log: (event, fields) => {
      use.logLines++
      ledger.log(event, fields)
    },
  }
  const inbound = createNumber(calendar, use, telemetry, setup)
  const arrive = (text: Text): void => {
    use.snsRequests++
    inbound.put(inboundBody(text, ledger.receive(text)))
  }
  const arriveFrom = (index: number): void => {
    const text = texts[index]
    if (text === undefined) return
    calendar.at(text.at, () => {
      arrive(text)
      arriveFrom(index + 1)
    })
  }
  arriveFrom(0)
  await calendar.run()
  return { ...ledger.account(), aws: use }
}

const line = '+33700000000'

/** How long a reply waits, so that the victim has time to leave. */
export const replyDelayMs = { min: 45 * minute, max: 75 * minute }

const configOf = ({ budget, carrier = 'aws' }: Setup): Config => ({
  lines: [{ number: line, language: 'fr', budget: 'default', carrier }],
  countries: ['FR'],
  replyDelayMs,
  limits: [
    { replies: 1, perMs: day },
    { replies: 3, perMs: 30 * day },
  ],
  block: { after: 20, forMs: 30 * day },
  budgets: { default: budget },
  maxPricePerReplyUsd: 0.08,
  texts: {},
})

/** As the stack has it: execution environments, each of which remembers for itself, and texts in a batch. */
const receiving = { environments: 5, batchSize: 10 }
const sending = { environments: 2, batchSize: 1 }

/** Both functions behind their queues; gives the inbound one. */
const createNumber = (calendar: Calendar, use: AwsUse, telemetry: Telemetry, setup: Setup): Queue => {
  const chance = createChance(setup.seed)
  const common = {
    ...createMeteredStores(use),
    config: configOf(setup),
    now: calendar.now,
    random: chance.next,
    telemetry,
    replies: {
      put: async (reply: unknown) => {
        use.sqsRequests++
        replies.put(JSON.stringify(reply))
      },
      hold: async (receiptHandle: string, ms: number) => {
        use.sqsRequests++
        replies.hide(receiptHandle, ms)
      },
    },
  }
  const newOffice = () => createScheduler(common)
  const carrier = { isReady: async () => true, send: async () => ({ kind: 'accepted' }) as const }
  let tokens = 0
  const newToken = () => String(tokens++)
  const replies = createQueue({ calendar, chance, use, ...sending }, () =>
    createSendReply({
      ...common,
      readReply: (body) => JSON.parse(body),
      scheduler: newOffice(),
      carrier,
      newToken,
      circuits: createMemoryCircuitStore(),
    }),
  )
  return createQueue({ calendar, chance, use, ...receiving }, () =>
    createReceiveSms({
      ...common,
      scheduler: newOffice(),
      senderKeyOf: (number) => number,
      ...(!setup.siegeRule && { quotasFor: () => [wholeBudget] }),
      deliveryTopicArn: undefined,
      newToken,
    }),
  )
}

/** What SNS puts on the inbound queue for a text that End User Messaging received. */
const inboundBody = ({ sender, words, at }: Text, id: string): string =>
  JSON.stringify({
    Message: JSON.stringify(inboundSms({ id, from: sender, to: line, text: words })),
    Timestamp: new Date(at).toISOString(),
  })
