import { type Handler, handle } from '../virtual/messages.ts'
import type { VirtualMessage, VirtualQueue } from '../virtual/queue.ts'
import type { Timeline } from '../virtual/timeline.ts'
import type { AwsUse } from './aws-use.ts'
import type { Random } from './random.ts'

type Source = {
  readonly timeline: Timeline
  readonly random: Random
  readonly use: AwsUse
  readonly queue: VirtualQueue
  readonly environments: number
  readonly batchSize: number
  /** How long a process lives. By default for ever. */
  readonly processMs?: number | undefined
}

/** The assumed duration of an invocation: a few requests of 5 ms each, and our own code. */
const invocationMs = 50

/** Simulates Lambda with an SQS event source. Waiting messages go to a random idle execution environment, in batches of what is there. */
export const createLambda = (
  { timeline, random, use, queue, environments, batchSize, processMs = Number.POSITIVE_INFINITY }: Source,
  start: () => Handler,
) => {
  const begin = () => ({ handler: start(), endsAt: timeline.now() + processMs })
  const idle = Array.from({ length: environments }, begin)

  /** Polls after everything else that is planned for the same moment. */
  const wake = (): void => timeline.plan(timeline.now(), poll)
  const poll = async (): Promise<void> => {
    if (queue.visible().length === 0) return
    const [process] = idle.splice(random.below(idle.length), 1)
    if (process === undefined) return
    await invoke(process.endsAt > timeline.now() ? process : begin(), queue.receive(batchSize))
  }
  const invoke = async (process: ReturnType<typeof begin>, batch: readonly VirtualMessage[]): Promise<void> => {
    meter(use)
    for (const message of await handle(process.handler, batch)) queue.delete(message)
    for (const { id } of batch) {
      const unfinished = queue.messages.get(id)
      if (unfinished !== undefined) timeline.plan(unfinished.visibleAt, wake)
    }
    timeline.plan(timeline.now() + invocationMs, () => {
      idle.push(process)
      return poll()
    })
  }
  return {
    /** Must be called when a new message is on the queue. */
    wake,
  }
}

/** Counts an invocation, and the SQS requests to receive and to delete its batch. */
const meter = (use: AwsUse): void => {
  use.invocations++
  use.lambdaMs += invocationMs
  use.sqsRequests += 2
}
