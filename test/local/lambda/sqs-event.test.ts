import { describe, expect, it } from 'vitest'

import { unfinishedMessages } from '../../../local/lambda/sqs-event.ts'

const batch = ['a', 'b', 'c']
const failures = (...identifiers: unknown[]) => ({
  batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })),
})

describe('The answer to a batch', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['names what failed', failures('b'), ['b']],
    ['is null', null, []],
    ['is an empty object', {}, []],
    ['has a list that is null', { batchItemFailures: null }, []],
    ['has an empty list', failures(), []],
    ['names something unknown', failures('b', 'x'), batch],
    ['names an empty id', failures(''), batch],
    ['names null', failures(null), batch],
    ['has a key that is misspelt', { batchItemFailures: [{ itemIdentifer: 'a' }] }, batch],
    ['has no list', { batchItemFailures: 'a' }, batch],
    ['is a text', 'fine', batch],
  ])('that %s leaves what AWS would leave', (_, answer, unfinished) => {
    expect(unfinishedMessages(JSON.stringify(answer), batch)).toStrictEqual(unfinished)
  })
})
