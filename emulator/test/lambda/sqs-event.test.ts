import { describe, expect, it } from 'vitest'

import { unfinishedMessages } from '../../services/lambda/event-source.ts'

const batch = ['a', 'b', 'c']
const failures = (...identifiers: unknown[]) => ({
  batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })),
})

describe('The response to a batch', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['names what failed', failures('b'), ['b']],
    ['is null', null, []],
    ['is an empty object', {}, []],
    ['has a list that is null', { batchItemFailures: null }, []],
    ['has an empty list', failures(), []],
    ['names an unknown message', failures('b', 'x'), batch],
    ['names an empty id', failures(''), batch],
    ['names null', failures(null), batch],
    ['has a misspelt key', { batchItemFailures: [{ itemIdentifer: 'a' }] }, batch],
    ['has a string for the list', { batchItemFailures: 'a' }, batch],
    ['is a string', 'fine', batch],
  ])('that %s leaves the same messages in the queue as on AWS', (_, answer, unfinished) => {
    expect(unfinishedMessages(JSON.stringify(answer), batch)).toStrictEqual(unfinished)
  })
})
