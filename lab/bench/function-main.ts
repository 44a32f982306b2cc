/** One process of a function, as Lambda would run it: handles the events that its parent process sends. */
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import type { Handled } from './contenders.ts'

const [, , file = '', name = ''] = process.argv
const tell = (message: Handled): void => void process.send?.(message)

let loggedBytes = 0
const write = process.stdout.write.bind(process.stdout)
process.stdout.write = (chunk: string | Uint8Array) => {
  loggedBytes += Buffer.byteLength(chunk)
  return write(chunk)
}

type Handler = (event: SQSEvent, context: object) => Promise<SQSBatchResponse>
const handler: Handler = (await import(file))[name]

const context = { functionName: process.env['AWS_LAMBDA_FUNCTION_NAME'], getRemainingTimeInMillis: () => 20_000 }

process.on('message', async (events: readonly SQSEvent[]) => {
  let unfinished = 0
  loggedBytes = 0
  const cpu = process.cpuUsage()
  const start = performance.now()
  for (const event of events) unfinished += (await handler(event, context)).batchItemFailures.length
  const tookMs = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  tell({ unfinished, tookMs, cpuMs: (user + system) / 1000, loggedBytes })
})
// The parent process, which measures, has gone.
process.on('disconnect', () => process.exit(0))

tell({ unfinished: 0, tookMs: performance.now(), cpuMs: 0, loggedBytes: 0 })
