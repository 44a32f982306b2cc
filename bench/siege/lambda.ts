import { type Handler, handle } from '../../test/virtual/messages.ts'
import type { VirtualMessage, VirtualQueue } from '../../test/virtual/queue.ts'
import type { Timeline } from '../../test/virtual/timeline.ts'
import type { AwsUse } from './aws-use.ts'
import type { Chance } from './chance.ts'

type Source = {
  readonly timeline: Timeline
  readonly chance: Chance
  readonly use: AwsUse
  readonly queue: VirtualQueue
  readonly environments: number
  readonly batchSize: number
}

/** An assumption: a few requests of 5 ms each, and what our own code takes. */
const invocationMs = 50

/** Lambda with an event source: whatever waits goes to an idle environment, any of them, in batches of what is there. */
export const createLambda = (
  { timeline, chance, use, queue, environments, batchSize }: Source,
  start: () => Handler,
) => {
  const idle = Array.from({ length: environments }, start)

  /** Polls when all else has happened that happens now. */
  const wake = (): void => timeline.plan(timeline.now(), poll)
  const poll = async (): Promise<void> => {
    if (queue.visible().length === 0) return
    const [handler] = idle.splice(chance.below(idle.length), 1)
    if (handler !== undefined) await invoke(handler, queue.receive(batchSize))
  }
  const invoke = async (handler: Handler, batch: readonly VirtualMessage[]): Promise<void> => {
    meter(use)
    for (const message of await handle(handler, batch)) queue.delete(message)
    for (const { id } of batch) {
      const unfinished = queue.messages.get(id)
      if (unfinished !== undefined) timeline.plan(unfinished.visibleAt, wake)
    }
    timeline.plan(timeline.now() + invocationMs, () => {
      idle.push(handler)
      return poll()
    })
  }
  return {
    /** Something new is on the queue. */
    wake,
  }
}

/** An invocation, with the receive before it and the delete after it. */
const meter = (use: AwsUse): void => {
  use.invocations++
  use.lambdaMs += invocationMs
  use.sqsRequests += 2
}
