import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

type Options<Task> = {
  /** The relative size of a task. Large tasks are started first, so that no core is left with one while the others are idle. */
  readonly sizeOf: (task: Task) => number
  readonly onDone?: (done: number) => void
}

/** Runs tasks on one worker per core, each of which does one task at a time. Returns the results in the order of the tasks. */
export const onAllCores = async <Task, Result>(
  script: URL,
  tasks: readonly Task[],
  { sizeOf, onDone = () => {} }: Options<Task>,
): Promise<readonly Result[]> => {
  const results = new Array<Result>(tasks.length)
  // All workers take from one iterator.
  const queue = [...tasks.entries()].sort(([, a], [, b]) => sizeOf(b) - sizeOf(a)).values()
  let done = 0

  const work = async (): Promise<void> => {
    const worker = new Worker(script)
    for (const [index, task] of queue) {
      results[index] = await ask<Task, Result>(worker, task)
      onDone(++done)
    }
    await worker.terminate()
  }

  await Promise.all(Array.from({ length: Math.min(availableParallelism(), tasks.length) }, work))
  return results
}

export const ask = <Task, Result>(worker: Worker, task: Task): Promise<Result> =>
  new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', (result: Result) => {
      worker.off('error', reject)
      resolve(result)
    })
    worker.postMessage(task)
  })
