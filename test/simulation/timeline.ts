/** True time, in milliseconds. It moves only from one event to the next. */
export type Timeline = ReturnType<typeof createTimeline>

type Event = { readonly at: number; readonly happen: () => void }

export const createTimeline = (startsAt: number) => {
  let now = startsAt
  /** The next one last. */
  const events: Event[] = []
  return {
    now: () => now,
    /** Plans something; never for the past. What is planned for the same moment happens in the order in which it was planned. */
    plan: (at: number, happen: () => void): void => {
      const event = { at: Math.max(at, now), happen }
      let place = events.length
      while (place > 0 && (events[place - 1]?.at ?? 0) <= event.at) place--
      events.splice(place, 0, event)
    },
    nextAt: (): number => events.at(-1)?.at ?? Number.POSITIVE_INFINITY,
    moveTo: (at: number): void => {
      now = Math.max(now, at)
    },
    /** Moves to the next event and lets it happen. */
    step: (): void => {
      const event = events.pop()
      if (event === undefined) return
      now = event.at
      event.happen()
    },
  }
}
