import type { CarrierName } from '../../carriers/registry.ts'
import { addressOf } from '../../settings/line-address.ts'
import type { Telemetry } from '../../shared/ports.ts'
import type { Budget, Config } from '../../shared/rules/config.ts'
import { day, minute } from '../../shared/rules/timing.ts'
import { type Call, hasPhone } from '../virtual/ports.ts'
import { createVirtualStage } from '../virtual/stage.ts'
import { bodyOfTexts } from '../virtual/texts.ts'
import { createTimeline, type Timeline } from '../virtual/timeline.ts'
import { type AwsUse, createAwsUse, meterCall } from './aws-use.ts'
import { createLambda } from './lambda.ts'
import { createRandom } from './random.ts'
import { createRecorder } from './recorder.ts'
import type { ReplayOutcome, Scene } from './replay-outcome.ts'
import type { Text } from './traffic.ts'

/** The setup of a replay. */
export type Setup = {
  readonly budget: Budget
  readonly carrier?: CarrierName
  readonly seed: number
  /** How long a reply waits. By default 45 to 75 minutes. */
  readonly delayMs?: Config['replyDelayMs']
  /** How long a process of receive-sms lives. By default for the whole replay. */
  readonly processMs?: number
}

/** Replays a scene through both handlers on virtual time. */
export const replay = async ({ texts, textBack }: Scene, setup: Setup): Promise<ReplayOutcome> => {
  const { carrier = 'aws' } = setup
  const timeline = createTimeline(0)
  const use = createAwsUse()
  const recorder = createRecorder(timeline.now, (reply) => {
    const back = textBack(reply)
    if (back !== undefined) timeline.plan(back.at, () => arrive(back))
  })
  const telemetry: Telemetry = {
    count: recorder.count,
    log: (event, fields) => {
      use.logLines++
      recorder.log(event, fields)
    },
  }
  const receive = createNumber(timeline, use, telemetry, setup)
  const arrive = (text: Text): void => {
    use.snsRequests++
    const { sender: from, words, at: sentAt } = text
    const line = addressOf({ carrier }, number)
    const id = recorder.receive(text)
    // Texts that our functions could not take keep the time at which they were published; a phone publishes them when it is back.
    const toldAt = hasPhone(carrier) ? timeline.now() : sentAt
    receive(bodyOfTexts(carrier, line, [{ id, from, words, sentAt }], toldAt, sentAt))
  }
  const arriveFrom = (index: number): void => {
    const text = texts[index]
    if (text === undefined) return
    timeline.plan(text.arrivesAt ?? text.at, () => {
      arrive(text)
      arriveFrom(index + 1)
    })
  }
  arriveFrom(0)
  await timeline.run()
  return { ...recorder.outcome(), aws: use }
}

const number = '+33700000000'

/** How long a reply waits, so that the victim has time to leave. */
export const replyDelayMs = { min: 45 * minute, max: 75 * minute }

/** How often a sender is answered. */
export const senderLimits = [
  { replies: 1, perMs: day },
  { replies: 3, perMs: 30 * day },
]

const configOf = ({ budget, carrier = 'aws', delayMs = replyDelayMs }: Setup): Config => ({
  lines: [{ number: addressOf({ carrier }, number), language: 'fr', budget: 'default', carrier }],
  countries: ['FR'],
  replyDelayMs: delayMs,
  limits: senderLimits,
  block: { after: 20, forMs: 30 * day },
  budgets: { default: budget },
  maxPricePerReplyUsd: 0.08,
  texts: {},
})

/** The concurrency and batch size of each function, as in the stack. Each execution environment has its own memory. */
const receiving = { environments: 5, batchSize: 10 }
const sending = { environments: 2, batchSize: 1 }

/** Starts both functions behind their queues. Returns a function that puts a message on the inbound queue. */
const createNumber = (timeline: Timeline, use: AwsUse, telemetry: Telemetry, setup: Setup) => {
  const { now } = timeline
  const random = createRandom(setup.seed)
  const stage = createVirtualStage({ config: configOf(setup), now, hiddenMs: (ms) => ms })
  const call: Call = (verb, args, takeEffect) => {
    meterCall(use, verb, args)
    const answer = takeEffect()
    if (verb === 'replies.put') sendReply.wake()
    return answer
  }
  const process = {
    call,
    now,
    random: random.next,
    telemetry,
  }
  const { 'receive-sms': inbound, 'send-reply': replies } = stage.queues
  const common = { timeline, random, use }
  const sendReply = createLambda({ ...common, queue: replies, ...sending }, () => stage.start('send-reply', process))
  const receiveSms = createLambda({ ...common, queue: inbound, ...receiving, processMs: setup.processMs }, () =>
    stage.start('receive-sms', process),
  )
  return (body: string): void => {
    inbound.put(body)
    receiveSms.wake()
  }
}
