/** One process of a function, as Lambda would run it: handles the events that its parent process sends. */
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import type { FromFunction, ToFunction } from './function.ts'

const [, , bundle = ''] = process.argv
const tell = (message: FromFunction): void => void process.send?.(message)

const { handler }: { handler: (event: SQSEvent, context: object) => Promise<SQSBatchResponse> } = await import(bundle)

const context = { functionName: process.env['AWS_LAMBDA_FUNCTION_NAME'], getRemainingTimeInMillis: () => 20_000 }

const handleAll = async (events: readonly SQSEvent[], atOnce: number): Promise<readonly string[]> => {
  const waiting = [...events]
  const unfinished: string[] = []
  const work = async (): Promise<void> => {
    for (let event = waiting.shift(); event !== undefined; event = waiting.shift()) {
      const { batchItemFailures } = await handler(event, context)
      unfinished.push(...batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return unfinished
}

process.on('message', async ({ events, atOnce }: ToFunction) => {
  const cpu = process.cpuUsage()
  const start = performance.now()
  const unfinished = await handleAll(events, atOnce)
  const tookMs = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  tell({ unfinished, tookMs, cpuMs: (user + system) / 1000 })
})
// The parent process, which measures, has gone.
process.on('disconnect', () => process.exit(0))

tell({ unfinished: [], tookMs: performance.now(), cpuMs: 0 })
