import { receiveSmsTimeoutMs, sendReplyTimeoutMs } from '../../shared/rules/timing.ts'
import { handle } from '../virtual/messages.ts'
import type { VirtualMessage } from '../virtual/queue.ts'
import { chosen } from './choices.ts'
import { deliveriesOf } from './delivery.ts'
import type { Delivery, Invocation } from './history.ts'
import type { Environment, Process } from './process.ts'
import type { World } from './world.ts'

const timeoutMs = { 'receive-sms': receiveSmsTimeoutMs, 'send-reply': sendReplyTimeoutMs } as const

/** How long after the end of an invocation its handled messages are deleted. */
const acknowledgedAfterMs = [3, 1, 20, 800] as const

/**
 * Invokes a function as Lambda's event source mapping does: kills the process at the timeout, and deletes messages that were not reported
 * as failed.
 */
export const invoke = (world: World, process: Environment, messages: readonly VirtualMessage[]): void => {
  const { timeline, history, schedule } = world
  const acknowledgementLost = schedule.lostAcknowledgements.includes(history.invocations.length)
  const deliveries = messages.flatMap((message) => deliveriesOf(process.functionName, message))
  const invocation = begin(world, process, deliveries)
  timeline.plan(timeline.now() + timeoutMs[process.functionName], () => {
    if (process.invocation === invocation) process.die('time-out')
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

/** Starts an invocation. The process's calls belong to it from now on. */
export const begin = ({ timeline, history }: World, process: Process, messages: readonly Delivery[]): Invocation => {
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
  { functionName }: Environment,
  done: readonly VirtualMessage[],
): void => {
  if (done.length === 0) return
  timeline.plan(timeline.now() + chosen(choose, acknowledgedAfterMs), () => {
    for (const message of done) queues[functionName].delete(message)
  })
}
