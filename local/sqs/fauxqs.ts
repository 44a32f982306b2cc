import { buildApp } from 'fauxqs'

import type { Answer, Call } from '../endpoint/call.ts'

/** SQS and SNS, in memory. */
export type Fauxqs = {
  readonly answer: (call: Call) => Promise<Answer>
  /** Ends receives that wait. */
  readonly stop: () => Promise<void>
}

/** fauxqs is a server; asking it in process saves a port that anybody could knock at. */
export const createFauxqs = (region: string, endpoint: string): Fauxqs => {
  const app = buildApp({ logger: false, defaultRegion: region })
  return {
    answer: async ({ action, headers, body }) => {
      const response = await app.inject({
        method: 'POST',
        url: '/',
        headers: { ...headers, host: 'localhost' },
        payload: body,
      })
      const queryError = response.headers['x-amzn-query-error']
      return {
        status: response.statusCode,
        headers: {
          'content-type': String(response.headers['content-type']),
          ...(typeof queryError === 'string' && { 'x-amzn-query-error': queryError }),
        },
        body: namesQueues.includes(action) ? response.body.replaceAll(ownUrl, endpoint) : response.body,
      }
    },
    stop: () => app.close(),
  }
}

/** fauxqs gives queues a host of their own, which doesn't exist; clients should stay with the endpoint. */
const namesQueues = ['CreateQueue', 'GetQueueUrl', 'ListQueues']
const ownUrl = /http:\/\/sqs\.[a-z0-9-]+\.localhost(?=\/)/g
