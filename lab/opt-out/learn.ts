import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { frNeutral, messages } from '../../shared/messages/texts.ts'
import { buckets, nGramsOf } from '../../shared/rules/n-grams.ts'
import { none } from '../../shared/rules/opt-out.ts'
import { runProgram } from '../program.ts'
import { createRandom, type Random } from '../siege/traffic.ts'

/** A text, and whether its writer wants to get no more. */
export type Example = { readonly text: string; readonly isStop: boolean }

/** Reads texts to learn from, or such as are kept to measure with: on each line "stop" or "other", a tab and a text. */
export const readTexts = (folder: 'examples' | 'kept', files = '*.tsv'): readonly Example[] =>
  globSync(files, { cwd: `${import.meta.dirname}/${folder}` })
    .toSorted()
    .flatMap((file) => linesOf(readFileSync(`${import.meta.dirname}/${folder}/${file}`, 'utf8')))
    .map((line) => ({ text: line.replace(/^\w+\t/, ''), isStop: line.startsWith('stop\t') }))

/** Returns the texts of a file, one a line, in which \n stands for a line break. */
export const linesOf = (file: string): readonly string[] =>
  file
    .trimEnd()
    .split('\n')
    .map((line) => line.replaceAll('\\n', '\n'))

/** Our own replies, which somebody may send back, ask for nothing. */
const replies = [Object.values(messages).flat(), frNeutral].flat().map((text) => ({ text, isStop: false }))

/** How often all examples are gone through, and what a wrong one costs in comparison with large weights. */
const [rounds, cost] = [20, 2]

/** How far beyond the border a STOP must be, in margins, because who is taken wrongly is silent for a year. */
const caution = 0.25

/**
 * Learns the weights of buckets, and of all texts at the end: a linear support vector machine with squared hinge loss,
 * by dual coordinate descent (Hsieh and others, ICML 2008, algorithm 1). Stops count as much as all others together.
 */
const learn = (examples: readonly Example[]): Float64Array => {
  const rows = examples.map(({ text }) => [...nGramsOf(text)])
  const share = examples.filter(({ isStop }) => isStop).length / examples.length
  const weights = new Float64Array(buckets + 1)
  const alphas = new Float64Array(examples.length)
  const random = createRandom(2017)
  for (let round = 0; round < rounds; round++)
    for (const nth of shuffled(examples.length, random)) {
      const { [nth]: row = [] } = rows
      const { [nth]: alpha = 0 } = alphas
      const isStop = examples[nth]?.isStop === true
      const side = isStop ? 1 : -1
      const softness = (isStop ? share : 1 - share) / cost
      const length = Math.sqrt(row.length)
      const score = row.reduce((sum, bucket) => sum + (weights[bucket] ?? 0) / length, weights[buckets] ?? 0)
      // The squared length of a row is two: that of its n-grams, and that of the weight of all texts.
      const changed = Math.max(0, alpha - (side * score - 1 + softness * alpha) / (2 + softness))
      for (const bucket of row) weights[bucket] = (weights[bucket] ?? 0) + (side * (changed - alpha)) / length
      weights[buckets] = (weights[buckets] ?? 0) + side * (changed - alpha)
      alphas[nth] = changed
    }
  return weights
}

/** The numbers below a count in a random order. */
const shuffled = (count: number, random: Random): readonly number[] =>
  Array.from({ length: count }, (_, n) => ({ n, key: random.next() }))
    .toSorted((one, other) => one.key - other.key)
    .map(({ n }) => n)

/** Learns from all examples, and rounds the weights to letters, which cuts off what the few largest have beyond. */
export const weightsFromExamples = () => {
  const learnt = learn([...readTexts('examples'), ...replies])
  const weights = learnt.subarray(0, buckets)
  const step = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 180
  const letterOf = (weight: number) =>
    String.fromCharCode(none + Math.max(-mostSteps, Math.min(mostSteps, Math.round(weight / step))))
  const bias = ((learnt[buckets] ?? 0) - caution) / step
  return { bias: Math.round(bias), weights: Array.from(weights, letterOf).join('') }
}

/** From the first letter that JSON writes as it is, after quotation marks, to the last. */
const mostSteps = 45

const main = async (): Promise<number> => {
  const file = new URL('../../shared/rules/opt-out-weights.json', import.meta.url)
  writeFileSync(file, `${JSON.stringify(weightsFromExamples(), null, 2)}\n`)
  console.log('The weights are written. npm test says how well they do.')
  return 0
}

if (import.meta.main) await runProgram(main)
