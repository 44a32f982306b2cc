/**
 * A worker thread that runs a function's bundle on a clock that another thread moves. `Date.now` and all timers follow that clock. The
 * worker answers `look` with what it waits for, so that time is moved only when it waits for nothing else.
 */
import diagnostics from 'node:diagnostics_channel'
import { parentPort, workerData } from 'node:worker_threads'

import { endOfLog, type FromBundle, type ToBundle } from './running-bundle.ts'

const { entry, clock }: { readonly entry: string; readonly clock: SharedArrayBuffer } = workerData
const time = new Float64Array(clock)

const timers = new Map<object, { readonly at: number; readonly run: () => void }>()

/** A timer as Node's callers expect it. */
class VirtualTimer {
  ref = () => this
  unref = () => this
  hasRef = () => true
  refresh = () => this
}

const turnOfEventLoop = setTimeout
Date.now = () => time[0] ?? 0
Object.assign(globalThis, {
  setTimeout: (callback: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    const timer = new VirtualTimer()
    timers.set(timer, { at: Date.now() + ms, run: () => callback(...args) })
    return timer
  },
  clearTimeout: (timer: object) => void timers.delete(timer),
})

let requests = 0
diagnostics.subscribe('http.client.request.created', () => {
  requests++
})
for (const end of ['http.client.response.finish', 'http.client.request.error'])
  diagnostics.subscribe(end, () => {
    requests--
  })

const tell = (message: FromBundle): void => parentPort?.postMessage(message)

const { handler } = await import(entry)

parentPort?.on('message', async (message: ToBundle) => {
  if (message.kind === 'invoke') {
    const result = await handler(JSON.parse(message.event), {})
    tell({ kind: 'answered', result: JSON.stringify(result) })
  } else if (message.kind === 'tick') {
    for (const [timer, { at, run }] of timers) if (at <= Date.now() && timers.delete(timer)) run()
  } else if (message.kind === 'flush') {
    process.stdout.write(`${endOfLog}\n`)
  } else {
    // Lets everything run that needs no time, such as reading the body of a response.
    await new Promise((resolve) => turnOfEventLoop(resolve, 1))
    const nextTimerAt = Math.min(...[...timers.values()].map(({ at }) => at))
    tell({ kind: 'looked', isAsking: requests > 0, nextTimerAt })
  }
})
tell({ kind: 'ready' })
