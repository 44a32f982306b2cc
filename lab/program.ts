import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { transformSync } from 'esbuild'
import { Refusal, UsageError } from '../settings/refusal.ts'

// What the lab's programs have in common: the command line, the page of evidence, and work on all cores.

/** Runs a program. `main` returns the exit code, 1 for a bad finding. What keeps it from its work ends it with 2. */
export const runProgram = async (main: (args: readonly string[]) => Promise<number>): Promise<void> => {
  try {
    process.exitCode = await main(process.argv.slice(2))
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error)
    process.exit(2)
  }
}

export const flag = { type: 'boolean', default: false } as const

/** Parses the command line. Throws a `UsageError` that says what there is if it is not understood. */
export const parseOptions = <const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
  usage: string,
) => {
  try {
    return parseArgs({ args: [...args], options }).values
  } catch {
    throw new UsageError(`The options ${args.join(' ')} are not understood: ${usage}.`)
  }
}

export const wholeNumber = (option: string, value: string, least: number, most: number): number => {
  if (/^-?\d{1,10}$/.test(value) && Number(value) >= least && Number(value) <= most) return Number(value)
  throw new UsageError(`${option} is ${JSON.stringify(value)}, but it must be a whole number from ${least} to ${most}.`)
}

const page = new URL('../docs/evidence.md', import.meta.url)

/** The code of which parts of docs/evidence.md tell: when it changes, they have to be measured again. */
const inputs: Readonly<Record<string, readonly string[]>> = {
  siege: ['budget', 'crowd', 'plan', 'sender-class', 'shares', 'siege', 'throttle'],
  outages: ['debt'],
}

/** Marks a part with its inputs; empty for one that has none. Comments and types are no inputs. */
export const inputMark = (section: string): string => {
  const files = (inputs[section] ?? []).map((rule) => new URL(`../shared/rules/${rule}.ts`, import.meta.url))
  const code = files.map((file) => transformSync(readFileSync(file, 'utf8'), { loader: 'ts', minify: true }).code)
  const digest = createHash('sha256').update(code.join()).digest('hex').slice(0, 12)
  return files.length === 0 ? '' : `<!-- of ${digest} -->\n`
}

/** Replaces a program's part of docs/evidence.md. The rest is written by hand. */
export const writeEvidence = (section: string, markdown: string): void => {
  const part = new RegExp(`(?<=<!-- ${section} -->\n).*(?=<!-- end of ${section} -->)`, 's')
  const before = readFileSync(page, 'utf8')
  if (!part.test(before)) throw new Error(`docs/evidence.md has no part of ${section}`)
  const after = before.replace(part, () => `${inputMark(section)}${markdown.trim()}\n`)
  writeFileSync(page, after)
}

/** A Markdown table. The columns after those of words, which come first, hold figures. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[], words = head.length): string =>
  [head, head.map((_, i) => (i < words ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')

/** A function, and the module that exports it under its own name, for a worker to import. */
type Job<Task, Result> = { readonly module: URL; readonly run: (task: Task) => Promise<Result> }

type Progress<Result> = {
  readonly onDone?: (result: Result, done: number) => void
  readonly isEnough?: (result: Result) => boolean
}

const worker = `
const { parentPort, workerData } = require('node:worker_threads')
const imported = import(workerData.module)
parentPort.on('message', async (task) => parentPort.postMessage(await (await imported)[workerData.name](task)))`

/** Runs tasks on one worker per core. Returns the results in the order of the tasks. */
export const onAllCores = async <Task, Result>(
  { module, run }: Job<Task, Result>,
  tasks: readonly Task[],
  { onDone = () => {}, isEnough = () => false }: Progress<Result> = {},
): Promise<readonly Result[]> => {
  const results = new Array<Result>(tasks.length)
  // All workers take from one iterator.
  const queue = tasks.entries()
  let done = 0
  let enough = false

  const work = async (): Promise<void> => {
    const thread = new Worker(worker, { eval: true, workerData: { module: module.href, name: run.name } })
    for (const [index, task] of queue) {
      if (enough) break
      thread.postMessage(task)
      const [result] = await once(thread, 'message')
      results[index] = result
      enough ||= isEnough(result)
      onDone(result, ++done)
    }
    await thread.terminate()
  }

  await Promise.all(Array.from({ length: Math.min(availableParallelism(), tasks.length) }, work))
  return results
}
