import { createHeap } from './heap.ts'

/** Virtual time, in milliseconds. It moves only from one event to the next. */
export type Timeline = ReturnType<typeof createTimeline>

type Event = () => void | Promise<void>

export const createTimeline = (startsAt: number) => {
  let now = startsAt
  const events = createHeap<Event>()
  const step = (): void | Promise<void> => {
    const event = events.pop()
    if (event === undefined) return
    now = event.key
    return event.value()
  }
  return {
    now: () => now,
    /**
     * Plans an event. A time in the past counts as now. Events planned for the same time happen in the order in which they were planned.
     */
    plan: (at: number, event: Event): void => events.push(Math.max(at, now), event),
    nextAt: (): number => events.peek()?.key ?? Number.POSITIVE_INFINITY,
    moveTo: (at: number): void => {
      now = Math.max(now, at)
    },
    /** Advances to the next event and runs it. */
    step,
    /** Runs one event after another until none is planned. */
    run: async (): Promise<void> => {
      while (events.peek() !== undefined) await step()
    },
  }
}
