import { writeFileSync } from 'node:fs'

import { Refusal } from '../../settings/refusal.ts'
import { onAllCores } from '../cores.ts'
import { writeEvidence } from '../evidence.ts'
import { introduction } from './introduction.ts'
import { readOptions } from './options.ts'
import { pictureOf } from './picture.ts'
import { reportOf } from './report.ts'
import { type Result, replayTask, sceneNames, sizeOf, type Task, tasksOf } from './tasks.ts'

/** The variants that are reported in detail: a flood that can be told from people, and one that can't. */
const inDetail = ['20,000 numbers, in bursts', '20,000 numbers, spread evenly, no two texts alike']

const main = async (args: readonly string[]): Promise<void> => {
  const { scenes, seed, json, evidence } = readOptions(args)
  const tasks = tasksOf(scenes, seed)
  const results = await onAllCores<Task, Result>(new URL('worker.ts', import.meta.url), tasks, {
    sizeOf,
    onDone: (done) => showProgress(done, tasks.length),
  })
  const detailed = scenes.length === sceneNames.length ? inDetail : scenes
  console.log(json ? JSON.stringify({ seed, results }, null, 2) : reportOf(results, detailed))
  if (!evidence) return
  writeEvidence('siege', `${introduction(seed)}\n${reportOf(results, inDetail)}`)
  writeFileSync(new URL('../../docs/siege.svg', import.meta.url), await draw(seed))
}

/** Draws a bar on a terminal, and nothing where a file would collect it. */
const showProgress = (done: number, of: number): void => {
  if (!process.stderr.isTTY) return
  const width = Math.round((done / of) * 40)
  process.stderr.write(
    `\r${'█'.repeat(width)}${'░'.repeat(40 - width)} ${done} of ${of} replays${done === of ? '\n' : ''}`,
  )
}

const pictured = { scene: '20,000 numbers, in bursts', budget: '400 parts an hour, 4,000 a day, 40,000 a month' }

const draw = async (seed: number): Promise<string> =>
  pictureOf({
    'this number': await replayTask({ ...pictured, seed, number: 'this number' }),
    'without the siege rule': await replayTask({ ...pictured, seed, number: 'without the siege rule' }),
    'the peer': await replayTask({ ...pictured, seed, number: 'the peer' }),
    'the number of 2017': await replayTask({ ...pictured, seed, number: 'the number of 2017' }),
  })

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  console.error(error.message)
  process.exitCode = 2
}
