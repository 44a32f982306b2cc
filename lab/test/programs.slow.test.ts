import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import learnt from '../../shared/rules/opt-out-weights.json' with { type: 'json' }
import { hour } from '../../shared/rules/timing.ts'
import { measureBills } from '../bench/bench.ts'
import { type Mutant, mutants } from '../mutants/all.ts'
import { tryMutant } from '../mutants/mutants.ts'
import { weightsFromExamples } from '../opt-out/learn.ts'
import { onAllCores } from '../program.ts'
import { shareAnswered } from '../siege/figures.ts'
import { replay } from '../siege/replay.ts'
import { sceneOf } from '../siege/scene.ts'
import { scenes } from '../siege/scenes.ts'
import { job, runTask } from '../siege/siege.ts'
import { addTally, newTally, searchShare } from '../simulation/search.ts'
import { unreached } from '../simulation/simulate.ts'

// Measuring throws unless each new sender gets one reply, which is published when it is due.
test('what a text asks of DynamoDB is measured in every case, here and with the baseline', async () => {
  const bills = await measureBills(10)
  const asked = bills.map(({ contender, requests }) => `${contender}: ${requests}`)
  const [baseline, ours] = [[12, 2, 4, 2].map((n) => `baseline: ${n}`), [5.2, 1.1, 0.1, 0].map((n) => `ours: ${n}`)]
  expect(asked).toEqual([...baseline, ...ours])
  // Near the end of an hour, a reply can wait for up to a minute.
}, 120_000)

const [mutant] = mutants as readonly [Mutant]

test('a mutant is found if it breaks an invariant of its list, and by luck if that is another one', async () => {
  expect(await tryMutant(mutant, 500)).toMatchObject({ verdict: 'found' })
  expect(await tryMutant({ ...mutant, foundBy: [] }, 500)).toMatchObject({ verdict: 'found by luck' })
})

test('a mutant that no schedule finds survives', async () => {
  expect(await tryMutant(mutant, 0)).toMatchObject({ verdict: 'survived' })
})

// Which schedules a seed gives depends on the carriers there are, so the first four may not always do.
const seeds = [4, 5, 7, 12, 6, 8, 9, 10, 11, 13]

test('all invariants hold in schedules of fixed seeds, which reach every usual state', async () => {
  const sum = newTally()
  for (const seed of seeds) {
    if (unreached(sum).length === 0) break
    const { tally, counterexample } = await searchShare({ seed, schedules: 300 })
    expect(counterexample).toBeUndefined()
    addTally(sum, tally)
  }
  expect(unreached(sum)).toEqual([])
}, 300_000)

/** Two rushes of the default budget. */
const tasks = [7, 8].map((nth) => ({ nth, seed: 1 }))

test('the workers give the same results as a single process, in the same order', async () => {
  const done: number[] = []
  const results = await onAllCores(job, tasks, { onDone: (_, count) => done.push(count) })
  expect(results).toEqual(await Promise.all(tasks.map(runTask)))
  expect(done).toEqual([1, 2])
})

test('an error in a worker ends the whole run', async () => {
  await expect(onAllCores(job, [{ nth: 2017, seed: 1 }])).rejects.toThrow('There is no scene 2017')
})

test.each([
  ['1,280 people within a minute after 320 numbers', 1],
  ['1,000 people within five minutes after 640 numbers', 0.995],
  ['2,400 people within an hour', 0.8],
])('of %s, at least that share is answered within five and a half hours: %d', async (name, least) => {
  const scene = scenes.find((scene) => scene.name === name)
  if (scene === undefined) throw new Error(`There is no scene ${name}`)
  const outcome = await replay(sceneOf(scene, 1), { ...scene, seed: 1 })
  expect(shareAnswered(outcome, scene.counted, 5.5 * hour)).toBeGreaterThanOrEqual(least)
})

const judged = async (...args: readonly string[]) => {
  const program = fileURLToPath(new URL('../opt-out/judge.ts', import.meta.url))
  const done = promisify(execFile)(process.execPath, [program, ...args], { cwd: import.meta.dirname })
  return done.then(
    ({ stdout }) => stdout.split('\n'),
    ({ code, stderr }) => [`${code} ${stderr}`.trim()],
  )
}

test('a file of texts is judged, one a line, and one that is missing, empty or has a long line is said to be', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'texts-'))
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const [texts, empty] = [file('texts', 'Salut\nstop\nNe m’écrivez plus\n'), file('empty', '\n')]
  expect(await judged('--show', texts)).toEqual([
    `${texts}: 1 of 3 count at a first contact, 2 after a reply`,
    '  "stop"',
    '  "Ne m’écrivez plus"',
    '',
  ])
  expect(await judged(empty)).toEqual([`1 ${empty} is empty.`])
  expect(await judged(texts, 'nowhere')).toEqual(['1 nowhere: there is no such file.'])
  expect((await judged(file('long', 'a'.repeat(10_000))))[0]).toContain('line 1 has 10000 characters')
  rmSync(folder, { recursive: true })
})

test('the weights are those of the examples: after a change, npm run learn', () => {
  expect(weightsFromExamples()).toEqual(learnt)
})
