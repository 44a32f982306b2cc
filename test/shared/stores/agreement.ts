import { array, assert, asyncProperty } from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { OpenTable } from './dynamo-tables.ts'
import { type Operation, operations, perform } from './operations.ts'
import { type Stores, storesInMemory, storesOn } from './stores.ts'

/** Whatever operations come, one after the other or at once, these databases answer as memory does. */
export const testAgreement = (tables: readonly OpenTable[]): void => {
  describe.concurrent.each(tables)('memory and $name agree', ({ table }) => {
    const stores = storesOn(table)
    let runs = 0

    test('on any sequence of operations, step by step', async () => {
      const sequences = array(operations, { maxLength: 40, size: 'max' })
      const agree = asyncProperty(sequences, async (sequence) => {
        expect(await inTurn(sequence, stores, `run ${runs++}`)).toEqual(await inTurn(sequence, storesInMemory()))
      })
      await assert(agree, { numRuns: 40 })
    })

    test('that operations at once are as good as some order of them', async () => {
      const few = array(operations, { maxLength: 4 })
      const agree = asyncProperty(array(operations, { maxLength: 8 }), few, async (before, together) => {
        const run = `run ${runs++}`
        await inTurn(before, stores, run)
        // A claim that is given up while another one looks at it is an error there, after which that one is made again.
        const again = (operation: Operation) =>
          perform(operation, stores, run).catch(() => perform(operation, stores, run))
        const answers = await Promise.all(together.map(again))
        const explanations = await Promise.all(
          ordersOf(together.map((_, i) => i)).map((order) => explain(before, together, order)),
        )
        expect(explanations).toContainEqual(answers)
      })
      await assert(agree, { numRuns: 40 })
    })
  })
}

/** The answers of the stores to operations that follow one another. */
const inTurn = async (sequence: readonly Operation[], stores: Stores, run = ''): Promise<readonly unknown[]> => {
  const answers: unknown[] = []
  for (const operation of sequence) answers.push(await perform(operation, stores, run))
  return answers
}

/** What each of the operations `together` would have been answered, had they come in that order. */
const explain = async (before: readonly Operation[], together: readonly Operation[], order: readonly number[]) => {
  const inOrder = await inTurn([...before, ...order.flatMap((i) => together[i] ?? [])], storesInMemory())
  return together.map((_, i) => inOrder[before.length + order.indexOf(i)])
}

const ordersOf = (items: readonly number[]): readonly (readonly number[])[] =>
  items.length === 0
    ? [[]]
    : items.flatMap((first) => ordersOf(items.filter((item) => item !== first)).map((rest) => [first, ...rest]))
