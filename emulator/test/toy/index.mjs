import { setTimeout as delay } from 'node:timers/promises'

const say = (fields) => console.log(JSON.stringify(fields))

/** What a message can ask the function to do. */
const tasks = {
  throw: () => {
    throw new TypeError('as asked')
  },
  exit: () => process.exit(7),
  spin: () => {
    for (;;);
  },
  reject: () => {
    Promise.reject(new Error('nobody listens'))
    return new Promise(() => {})
  },
  wait: async ({ name, ms }) => {
    await delay(ms)
    say({ name, waited: true })
  },
  count: ({ value }) => {
    const CloudWatchMetrics = [{ Namespace: 'Toys', Dimensions: [['service']], Metrics: [{ Name: 'Counted' }] }]
    say({ _aws: { Timestamp: Date.now(), CloudWatchMetrics }, service: 'toy', Counted: value })
  },
  environment: ({ name }) => say({ name, told: true, environment: process.env }),
}

/** Returns the response in the query, or without one the event itself. */
const handleUrlRequest = (event) => {
  const { answer, fail } = Object.fromEntries(new URLSearchParams(event.rawQueryString))
  if (fail !== undefined) throw new TypeError('as asked')
  return answer === undefined ? { statusCode: 200, body: JSON.stringify(event) } : JSON.parse(answer)
}

export const handler = async (event) => ('Records' in event ? handleBatch(event) : handleUrlRequest(event))

/** Does what each message asks for, on its first `times` receives. */
const handleBatch = async ({ Records }) => {
  const batchItemFailures = []
  for (const record of Records) {
    const { name, task, times = 9, fail = 0, ...message } = JSON.parse(record.body)
    const receives = Number(record.attributes.ApproximateReceiveCount)
    say({ name, receives, batch: Records.length })
    if (receives <= times) await tasks[task]?.({ name, ...message })
    if (receives <= fail) batchItemFailures.push({ itemIdentifier: record.messageId })
  }
  return { batchItemFailures }
}
