/**
 * A priority queue. The value with the smallest key comes first, and values with equal keys come in the order in which they were pushed.
 */
export type Heap<Value> = {
  readonly push: (key: number, value: Value) => void
  readonly peek: () => Entry<Value> | undefined
  readonly pop: () => Entry<Value> | undefined
}

type Entry<Value> = { readonly key: number; readonly order: number; readonly value: Value }

/** A binary heap: the entry at `i` comes before those at `2i + 1` and `2i + 2`. */
export const createHeap = <Value>(): Heap<Value> => {
  const entries: Entry<Value>[] = []
  let pushed = 0

  const rise = (entry: Entry<Value>): void => {
    let place = entries.length
    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = entries[above]
      if (parent === undefined || !isBefore(entry, parent)) break
      entries[place] = parent
      place = above
    }
    entries[place] = entry
  }

  const sink = (entry: Entry<Value>): void => {
    let place = 0
    for (;;) {
      const left = 2 * place + 1
      const [one, other] = [entries[left], entries[left + 1]]
      if (one === undefined) break
      const [below, child] = other !== undefined && isBefore(other, one) ? [left + 1, other] : [left, one]
      if (!isBefore(child, entry)) break
      entries[place] = child
      place = below
    }
    entries[place] = entry
  }

  return {
    push: (key, value) => rise({ key, order: pushed++, value }),
    peek: () => entries[0],
    pop: () => {
      const [first] = entries
      const last = entries.pop()
      if (last !== undefined && entries.length > 0) sink(last)
      return first
    },
  }
}

const isBefore = (a: Entry<unknown>, b: Entry<unknown>): boolean =>
  a.key < b.key || (a.key === b.key && a.order < b.order)
