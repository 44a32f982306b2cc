/** One process of a function, as Lambda would run it: handles the events that its parent process sends. */
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import type { FromFunction } from './function.ts'

const [, , bundle = '', name = ''] = process.argv
const tell = (message: FromFunction): void => void process.send?.(message)

type Handler = (event: SQSEvent, context: object) => Promise<SQSBatchResponse>
const handler: Handler = (await import(bundle))[name]

const context = { functionName: process.env['AWS_LAMBDA_FUNCTION_NAME'], getRemainingTimeInMillis: () => 20_000 }

process.on('message', async (events: readonly SQSEvent[]) => {
  const unfinished: string[] = []
  const cpu = process.cpuUsage()
  const start = performance.now()
  for (const event of events) {
    const { batchItemFailures } = await handler(event, context)
    unfinished.push(...batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
  }
  const tookMs = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  tell({ unfinished, tookMs, cpuMs: (user + system) / 1000 })
})
// The parent process, which measures, has gone.
process.on('disconnect', () => process.exit(0))

tell({ unfinished: [], tookMs: performance.now(), cpuMs: 0 })
