import type { LambdaFunctionURLEvent } from 'aws-lambda'
import { createMemoryClaimStore } from '../../../lab/virtual/stores.ts'
import type { LogFields } from '../../../shared/ports.ts'
import type { Line } from '../../../shared/rules/config.ts'
import type { DeliveryReport } from '../../../shared/rules/delivery-report.ts'
import type { InboundPayload } from '../../../shared/rules/inbound-text.ts'
import { inboundExamples } from '../../test/examples.ts'
import { createHandler, type VerifyToken } from '../lambda/webhook.ts'

const of = { specversion: '1.0', id: '6f1f2a52-7f0f-4e3b-9a53-0f5c6f1d3a11', source: '/v1/messages/receive' }
const envelope = { ...of, datacontenttype: 'application/json', time: '2026-11-24T12:00:01.123456789Z' }
/** The CloudEvent in JSON that httpSMS posts to a webhook, field by field (its `events` package, July 2026). */
export const cloudEvent = (type: string, data: unknown): string => JSON.stringify({ ...envelope, type, data })

const payloadOf = (type: string): object => inboundExamples('httpsms')[type]?.payload ?? {}

/** The data of events about one text, and about the reply to `text-1`. */
export const text = payloadOf('message.phone.received')
export const call = payloadOf('message.call.missed')
export const submitted = payloadOf('message.phone.delivered')
export const failed = payloadOf('message.send.failed')
export const heartbeat = payloadOf('phone.heartbeat.offline')

export const line = '+33639980012'

export const domain = 'abcdefghij.lambda-url.eu-west-3.on.aws'

const lines: readonly Line[] = [
  { number: line, language: 'fr', budget: 'httpsms-12', carrier: 'httpsms' },
  { number: '+32460000000', language: 'fr', budget: 'default', carrier: 'aws' },
]

/** Accepts only the token `valid`, for our own domain. */
const literally: VerifyToken = async (token, domainName) => token === 'valid' && domainName === domain

/** The webhook with ports in memory. By default it accepts only the token `valid`. */
export const createVirtualWebhook = (httpsms: Partial<Line> = {}, verifyToken = literally) => {
  const published: InboundPayload[] = []
  const counts = new Map<string, number>()
  const logs: { readonly event: string; readonly fields: LogFields }[] = []
  const claims = createMemoryClaimStore()
  const reports: DeliveryReport[] = []
  /** The ports that currently fail. */
  const down = new Set<'key' | 'topic' | 'store'>()
  /** How many tokens were verified. */
  let verified = 0
  let tokens = 0
  const mustBeUp = (port: 'key' | 'topic' | 'store') => {
    if (down.has(port)) throw new Error('The service is down')
  }
  const handle = createHandler({
    verifyToken: async (token, domainName) => {
      verified++
      mustBeUp('key')
      return verifyToken(token, domainName)
    },
    texts: {
      publish: async (payload) => {
        mustBeUp('topic')
        published.push(payload)
      },
    },
    claims: {
      report: async (report, token) => {
        mustBeUp('store')
        reports.push(report)
        return claims.report(report, token)
      },
    },
    newToken: () => `token ${tokens++}`,
    telemetry: {
      count: (metric, value = 1) => counts.set(metric, (counts.get(metric) ?? 0) + value),
      log: (event, fields) => void logs.push({ event, fields }),
    },
    config: { lines: lines.map((one) => (one.carrier === 'httpsms' ? { ...one, ...httpsms } : one)) },
  })
  return {
    published,
    reports,
    logs,
    claims,
    down,
    verified: () => verified,
    counts: () => Object.fromEntries(counts),
    handle,
    /** Posts an event as httpSMS does, with these changes to the request. */
    post: async (body: string, changes: RequestChanges = {}) => {
      const answer = await handle(request(body, changes))
      if (typeof answer === 'string') throw new Error('The webhook must answer with a status')
      return answer
    },
  }
}

type Headers = Readonly<Record<string, string>>
type RequestChanges = { readonly headers?: Headers; readonly domainName?: string; readonly isBase64Encoded?: boolean }

const [type, json] = ['message.phone.received', 'application/json']
export const defaultHeaders = { authorization: 'Bearer valid', 'content-type': json, 'x-event-type': type }

/** What the webhook reads of the event that a function URL makes of a request. */
const request = (body: string, { headers = defaultHeaders, domainName = domain, ...changes }: RequestChanges) => {
  const event: unknown = { headers, requestContext: { domainName }, body, isBase64Encoded: false, ...changes }
  return event as LambdaFunctionURLEvent
}
