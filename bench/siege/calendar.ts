/** Virtual time: it jumps from one thing that happens to the next. */
export type Calendar = {
  readonly now: () => number
  /** Lets something happen at that time, or now if that is over. What is to happen at the same time happens in the order of asking. */
  readonly at: (time: number, happen: () => void | Promise<void>) => void
  /** Ends when nothing is left to happen. */
  readonly run: () => Promise<void>
}

type Entry = { readonly time: number; readonly order: number; readonly happen: () => void | Promise<void> }

export const createCalendar = (): Calendar => {
  const heap: Entry[] = []
  let now = 0
  let order = 0
  return {
    now: () => now,
    at: (time, happen) => push(heap, { time: Math.max(time, now), order: order++, happen }),
    run: async () => {
      for (let entry = pop(heap); entry !== undefined; entry = pop(heap)) {
        now = entry.time
        await entry.happen()
      }
    },
  }
}

const isBefore = (a: Entry | undefined, b: Entry | undefined): boolean =>
  a !== undefined && (b === undefined || a.time < b.time || (a.time === b.time && a.order < b.order))

/** A binary heap: each entry stands before the two below it. */
const push = (heap: Entry[], entry: Entry): void => {
  let place = heap.length
  for (let above = (place - 1) >> 1; place > 0 && isBefore(entry, heap[above]); above = (place - 1) >> 1) {
    heap[place] = heap[above] as Entry
    place = above
  }
  heap[place] = entry
}

const pop = (heap: Entry[]): Entry | undefined => {
  const [first] = heap
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return first
  let place = 0
  for (;;) {
    const left = 2 * place + 1
    const below = isBefore(heap[left + 1], heap[left]) ? left + 1 : left
    if (!isBefore(heap[below], last)) break
    heap[place] = heap[below] as Entry
    place = below
  }
  heap[place] = last
  return first
}
