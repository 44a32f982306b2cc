import type { VirtualMessage } from '../virtual/queue.ts'
import type { FunctionName } from '../virtual/stage.ts'
import { chosen } from './choices.ts'
import { deliveriesOf } from './delivery.ts'
import { invoke } from './invocation.ts'
import { createEnvironment, type Environment } from './process.ts'
import type { World } from './world.ts'

const functionNames = ['receive-sms', 'send-reply'] as const
const processesOfEach = 2

/** How many messages of the inbound queue are delivered in one batch. Replies are delivered one by one. */
const batchSizes = [10, 1, 2, 3] as const

/** Lambda with its event source mappings: delivers messages to idle processes, and replaces processes that have died. */
export const createLambda = (world: World) => {
  const { timeline, schedule, choose, stage, outages } = world
  let started = 0
  const start = (functionName: FunctionName): Environment => {
    const skewMs = schedule.skewsMs[started % Math.max(1, schedule.skewsMs.length)] ?? 0
    return createEnvironment(world, functionName, `${functionName} ${++started}`, skewMs)
  }
  const processes = new Map<FunctionName, readonly Environment[]>(
    functionNames.map((name) => [name, Array.from({ length: processesOfEach }, () => start(name))]),
  )

  const idle = (name: FunctionName): readonly Environment[] => {
    const living = (processes.get(name) ?? []).map((process) => (process.dead ? start(name) : process))
    processes.set(name, living)
    return living.filter(({ invocation }) => invocation === undefined)
  }

  const receive = createReceive(world)

  return {
    /** When the next message can be delivered. */
    nextAt: (): number => {
      const at = (name: FunctionName) =>
        outages.upAt(name, Math.max(timeline.now(), stage.queues[name].nextVisibleAt()))
      return Math.min(...functionNames.map((name) => (idle(name).length > 0 ? at(name) : Number.POSITIVE_INFINITY)))
    },
    handOut: (): void => {
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
  let handedOut = 0
  const take = (name: FunctionName, message: VirtualMessage): readonly VirtualMessage[] => {
    const nth = handedOut++
    const twice = schedule.handedOutTwice.find((entry) => entry.nth === nth)
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
