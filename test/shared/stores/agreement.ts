import { array, assert, asyncProperty } from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { OpenTable } from './dynamo-tables.ts'
import { type Operation, operations, perform } from './operations.ts'
import { type Stores, storesInMemory, storesOn } from './stores.ts'

/** Tests that these databases answer any operations, sequential or concurrent, as the stores in memory do. */
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

    test('on concurrent operations, which are answered as if they came in some order', async () => {
      const few = array(operations, { maxLength: 4 })
      const agree = asyncProperty(array(operations, { maxLength: 8 }), few, async (before, together) => {
        const run = `run ${runs++}`
        await inTurn(before, stores, run)
        // The store throws if a claim is released while another caller reads it. That caller then tries again.
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

/** Performs operations one after the other. Returns the answers. */
const inTurn = async (sequence: readonly Operation[], stores: Stores, run = ''): Promise<readonly unknown[]> => {
  const answers: unknown[] = []
  for (const operation of sequence) answers.push(await perform(operation, stores, run))
  return answers
}

/** The answers that the operations `together` would have got if they had come in that order. */
const explain = async (before: readonly Operation[], together: readonly Operation[], order: readonly number[]) => {
  const inOrder = await inTurn([...before, ...order.flatMap((i) => together[i] ?? [])], storesInMemory())
  return together.map((_, i) => inOrder[before.length + order.indexOf(i)])
}

const ordersOf = (items: readonly number[]): readonly (readonly number[])[] =>
  items.length === 0
    ? [[]]
    : items.flatMap((first) => ordersOf(items.filter((item) => item !== first)).map((rest) => [first, ...rest]))
