const say = (fields) => console.log(JSON.stringify(fields))

/** What a message can ask the function to do. */
const tasks = {
  throw: () => {
    throw new TypeError('as asked')
  },
  count: ({ value }) => {
    const CloudWatchMetrics = [{ Namespace: 'Toys', Dimensions: [['service']], Metrics: [{ Name: 'Counted' }] }]
    say({ _aws: { Timestamp: Date.now(), CloudWatchMetrics }, service: 'toy', Counted: value })
  },
}

/** Returns the response in the query, or without one the event itself. */
const handleUrlRequest = (event) => {
  const { answer, fail } = Object.fromEntries(new URLSearchParams(event.rawQueryString))
  if (fail !== undefined) throw new TypeError('as asked')
  return answer === undefined ? { statusCode: 200, body: JSON.stringify(event) } : JSON.parse(answer)
}

export const handler = async (event) => ('Records' in event ? handleBatch(event) : handleUrlRequest(event))

const handleBatch = async ({ Records }) => {
  for (const { body } of Records) {
    const { task, ...message } = JSON.parse(body)
    await tasks[task]?.(message)
  }
}
