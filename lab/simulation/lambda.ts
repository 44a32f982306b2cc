import { type InboundText, readInboundText, readNotification } from '../../shared/rules/inbound-text.ts'
import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import { receiveSmsTimeoutMs, sendReplyTimeoutMs } from '../../shared/rules/timing.ts'
import { handle, ownTopicReaders } from '../virtual/messages.ts'
import type { VirtualMessage } from '../virtual/queue.ts'
import type { FunctionName } from '../virtual/stage.ts'
import type { Delivery, Invocation } from './history.ts'
import { createProcess, die, type Process } from './process.ts'
import { chosen } from './schedule.ts'
import type { World } from './world.ts'

const functionNames = ['receive-sms', 'send-reply'] as const

/** Batches of the inbound queue. Replies are delivered one by one. */
const batchSizes = [10, 1, 2, 3] as const

/** Delivers messages to idle processes, and replaces processes that have died. */
export const createLambda = (world: World) => {
  const { timeline, schedule, choose, stage, outages } = world
  let started = 0
  const processesOf = (name: FunctionName) => (name === 'send-reply' && schedule.sending) || 2
  const start = (functionName: FunctionName): Process => {
    const skewMs = schedule.skewsMs[started % Math.max(1, schedule.skewsMs.length)] ?? 0
    return createProcess(world, functionName, `${functionName} ${++started}`, skewMs)
  }
  const processes = new Map<FunctionName, readonly Process[]>(
    functionNames.map((name) => [name, Array.from({ length: processesOf(name) }, () => start(name))]),
  )

  const idle = (name: FunctionName): readonly Process[] => {
    // A process that is busy finishes with the settings that it has.
    const isReplaced = ({ dead, invocation, config }: Process) =>
      dead || (invocation === undefined && config !== world.deployed())
    const living = (processes.get(name) ?? []).map((process) => (isReplaced(process) ? start(name) : process))
    processes.set(name, living)
    return living.filter(({ invocation }) => invocation === undefined)
  }

  const receive = createReceive(world)

  return {
    nextAt: (): number => {
      const at = (name: FunctionName) =>
        outages.upAt(name, Math.max(timeline.now(), stage.queues[name].nextVisibleAt()))
      return Math.min(...functionNames.map((name) => (idle(name).length > 0 ? at(name) : Number.POSITIVE_INFINITY)))
    },
    deliver: (): void => {
      for (const name of functionNames) {
        const free = idle(name)
        const process = free[choose(free.length)]
        if (process === undefined || outages.isDown(name)) continue
        const messages = receive(name)
        if (messages.length > 0) invoke(world, process, messages)
      }
    },
  }
}

/** Receives a batch of visible messages. SQS guarantees no order, so `choose` picks the first one. */
const createReceive = ({ timeline, schedule, choose, stage: { queues }, history }: World) => {
  let takes = 0
  const take = (name: FunctionName, message: VirtualMessage): readonly VirtualMessage[] => {
    const nth = takes++
    const twice = schedule.deliveredTwice.find((entry) => entry.nth === nth)
    const received = queues[name].take(message, twice?.afterMs)
    if (received !== undefined) return [received]
    for (const { inboundId } of deliveriesOf(name, message)) history.deadLetters.push({ at: timeline.now(), inboundId })
    return []
  }
  return (name: FunctionName): readonly VirtualMessage[] => {
    const visible = queues[name].visible().toSorted((a, b) => a.order - b.order)
    if (visible.length === 0) return []
    const size = name === 'receive-sms' ? chosen(choose, batchSizes) : 1
    const first = choose(visible.length)
    const inOrder = [...visible.slice(first), ...visible.slice(0, first)]
    return inOrder.slice(0, size).flatMap((message) => take(name, message))
  }
}

const timeoutMs = { 'receive-sms': receiveSmsTimeoutMs, 'send-reply': sendReplyTimeoutMs } as const

/** How long after the end of an invocation its handled messages are deleted. */
const acknowledgedAfterMs = [3, 1, 20, 800] as const

/** Kills the process at the timeout, and deletes the messages that were not reported as failed. */
const invoke = (world: World, process: Process, messages: readonly VirtualMessage[]): void => {
  const { timeline, history, schedule } = world
  const acknowledgementLost = schedule.lostAcknowledgements.includes(history.invocations.length)
  const deliveries = messages.flatMap((message) => deliveriesOf(process.functionName, message))
  const invocation = begin(world, process, deliveries)
  timeline.plan(timeline.now() + timeoutMs[process.functionName], () => {
    if (process.invocation === invocation) die(world, process, 'time-out')
  })
  handle(process.handler, messages).then(
    (done) => {
      process.invocation = undefined
      invocation.end = { kind: 'answered', at: timeline.now(), done: done.map(({ id }) => id), acknowledgementLost }
      if (!acknowledgementLost) acknowledge(world, process, done)
    },
    () => {
      process.invocation = undefined
      invocation.end = { kind: 'threw', at: timeline.now() }
    },
  )
}

const begin = ({ timeline, history }: World, process: Process, messages: readonly Delivery[]): Invocation => {
  const invocation: Invocation = {
    functionName: process.functionName,
    process: process.name,
    skewMs: process.skewMs,
    startedAt: timeline.now(),
    messages,
    calls: [],
    counts: new Map(),
    logs: [],
  }
  process.invocation = invocation
  history.invocations.push(invocation)
  return invocation
}

const acknowledge = (
  { timeline, choose, stage: { queues } }: World,
  { functionName }: Process,
  done: readonly VirtualMessage[],
): void => {
  if (done.length === 0) return
  timeline.plan(timeline.now() + chosen(choose, acknowledgedAfterMs), () => {
    for (const message of done) queues[functionName].delete(message)
  })
}

/** What the history records about a message that a function received: one entry for each text in it. */
const deliveriesOf = (
  functionName: FunctionName,
  { id: messageId, receives, body }: VirtualMessage,
): readonly Delivery[] => {
  if (functionName === 'receive-sms') return textsIn(body).map(({ inboundId }) => ({ messageId, receives, inboundId }))
  const reply = JSON.parse(body) as QueuedReply
  return [{ messageId, receives, inboundId: reply.inboundId, reply }]
}

export const textsIn = (body: string): readonly InboundText[] => {
  const notification = readNotification(body)
  if (notification === undefined) return []
  const topic = ownTopicReaders.find(({ topicArn }) => topicArn === notification.topicArn)
  if (topic === undefined) return [readInboundText(notification) ?? []].flat()
  return topic.read(notification).flatMap((item) => (item.kind === 'text' ? (item.inbound ?? []) : []))
}
