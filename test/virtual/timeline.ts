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
    /** Plans an event; never for the past. Events of the same moment happen in the order in which they were planned. */
    plan: (at: number, event: Event): void => events.push(Math.max(at, now), event),
    nextAt: (): number => events.peek()?.key ?? Number.POSITIVE_INFINITY,
    moveTo: (at: number): void => {
      now = Math.max(now, at)
    },
    /** Moves to the next event and lets it happen. */
    step,
    /** Lets one event happen after another, until none is planned. */
    run: async (): Promise<void> => {
      while (events.peek() !== undefined) await step()
    },
  }
}
