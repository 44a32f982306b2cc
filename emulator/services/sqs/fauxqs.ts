import { buildApp } from 'fauxqs'
import type { Answer, Call } from '../../endpoint/call.ts'

/** SQS and SNS in memory, by fauxqs, whose HTTP server is asked in process, so that it needs no port. */
export const createFauxqs = (region: string, endpoint: string) => {
  const app = buildApp({ logger: false, defaultRegion: region })
  return {
    answer: async ({ action, headers, body }: Call): Promise<Answer> => {
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
    /** Also ends long polls in progress. */
    stop: () => app.close(),
  }
}

/** The actions whose responses contain queue URLs, in which fauxqs has a host that doesn't exist. */
const namesQueues = ['CreateQueue', 'GetQueueUrl', 'ListQueues']
const ownUrl = /http:\/\/sqs\.[a-z0-9-]+\.localhost(?=\/)/g
