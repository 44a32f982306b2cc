import { expect, test } from 'vitest'
import learnt from '../../shared/rules/opt-out-weights.json' with { type: 'json' }
import { readTexts, weightsFrom } from '../opt-out/learn.ts'

test('the weights are those of the examples: after a change, npm run learn', () => {
  expect(weightsFrom(readTexts('examples/*.tsv'))).toEqual(learnt)
})
