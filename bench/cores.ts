import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

type Options<Task> = {
  /** Large tasks are begun first, so that no core ends with a large one while the others have nothing left. */
  readonly sizeOf: (task: Task) => number
  readonly onDone?: (done: number) => void
}

/** Has a worker on each core do tasks, one after another; gives the results in the order of the tasks. */
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
