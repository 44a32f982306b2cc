import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda'
import type { TextPublisher } from '../../../shared/adapters/text-publisher.ts'
import { noteDelivery } from '../../../shared/note-delivery.ts'
import type { ClaimStore, Telemetry } from '../../../shared/ports.ts'
import type { Config } from '../../../shared/rules/config.ts'
import type { InboundPayload } from '../../../shared/rules/inbound-text.ts'
import {
  type AnySilentReason,
  errorName,
  logEvents,
  metricNames,
  silencedBecause,
} from '../../../shared/rules/telemetry.ts'
import { type HttpSmsEvent, httpSmsLineOf, httpSmsLogEvents, httpSmsMetricNames, readHttpSmsEvent } from '../rules.ts'

/** Returns whether httpSMS made a valid token for this domain and our account. Throws if the key can't be read. */
export type VerifyToken = (token: string, domainName: string) => Promise<boolean>

export type Webhook = {
  readonly verifyToken: VerifyToken
  readonly texts: TextPublisher
  readonly claims: Pick<ClaimStore, 'report'>
  readonly telemetry: Telemetry
  readonly config: Pick<Config, 'lines'>
  readonly newToken: () => string
}

/**
 * Creates the Lambda handler. httpSMS calls it with one event, and once more if we couldn't handle that. It publishes
 * what AWS would have published, so that no stranger's request reaches the code that books.
 */
export const createHandler =
  (webhook: Webhook) =>
  async (request: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> => {
    try {
      return await answer(webhook, request)
    } catch (error) {
      webhook.telemetry.count(metricNames.textsFailed)
      webhook.telemetry.log(logEvents.textFailed, { error: errorName(error) })
      return { statusCode: 503 }
    }
  }

const answer = async (webhook: Webhook, request: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> => {
  const admitted = await admit(webhook, request).catch(unsure)
  if ('status' in admitted) return refuse(webhook, admitted)
  const event = readHttpSmsEvent(admitted.body)
  if (event.kind === 'malformed') {
    countSilence(webhook, 'malformed')
    return refuse(webhook, { status: 400, reason: event.reason })
  }
  await take(webhook, event)
  return { statusCode: 204 }
}

/** A failure before the token is verified raises no alarm, because anybody could cause it. */
const unsure = (error: unknown): RefusedRequest => ({
  status: 503,
  reason: 'It can not be told now whether the token is valid: npm run doctor may know why.',
  error: errorName(error),
})

const take = async (webhook: Webhook, event: HttpSmsEvent): Promise<void> => {
  if (event.kind === 'text' || event.kind === 'call') return receive(webhook, event)
  if (event.kind === 'report') return noteDelivery(webhook, 'httpsms', event.report)
  if (event.kind === 'phone') return notePhone(webhook, event)
  // httpSMS may add new types of event.
  if (event.kind === 'unknown') webhook.telemetry.log(httpSmsLogEvents.webhookEventUnknown, {})
}

/** An event about a line of another carrier is silenced: what comes in by a SIM must be answered by it. */
const receive = async (webhook: Webhook, { kind, payload }: Inbound): Promise<void> => {
  const line = httpSmsLineOf(webhook.config, payload.destinationNumber)
  if (line === undefined) return countSilence(webhook, 'unknown-line')
  if (kind === 'call' && line.calls === 'ignore') return ignoreCall(webhook, payload)
  await webhook.texts.publish(payload)
}

type Inbound = Extract<HttpSmsEvent, { readonly payload: unknown }>

/** Callers' numbers are easily faked, and each reply to a call would take from the budget. */
const ignoreCall = (webhook: Webhook, { inboundMessageId }: InboundPayload): void => {
  countSilence(webhook, 'ignored-call')
  webhook.telemetry.log(logEvents.textsSilenced, { silenced: { 'ignored-call': [inboundMessageId] } })
}

const notePhone = ({ telemetry, config }: Webhook, { line, state }: HttpSmsEvent & { readonly kind: 'phone' }) => {
  const budget = httpSmsLineOf(config, line)?.budget
  if (budget === undefined) return
  if (state === 'offline') telemetry.count(httpSmsMetricNames.phoneOffline)
  telemetry.log(state === 'offline' ? httpSmsLogEvents.phoneOffline : httpSmsLogEvents.phoneOnline, { budget })
}

/** Counts a text that goes no further, as receive-sms would have counted it. */
const countSilence = ({ telemetry }: Webhook, reason: AnySilentReason): void => {
  telemetry.count(metricNames.textsReceived)
  telemetry.count(metricNames.textsSilenced)
  telemetry.count(silencedBecause(reason))
}

/** httpSMS mails the body of a refusal to the phone's owner. */
const refuse = ({ telemetry }: Webhook, { status, reason, error }: RefusedRequest): LambdaFunctionURLResult => {
  telemetry.log(httpSmsLogEvents.webhookRefused, { status, ...(error !== undefined && { error }) })
  return { statusCode: status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: reason }
}

type Admitted = { readonly body: string } | RefusedRequest
type RefusedRequest = {
  readonly status: 400 | 401 | 413 | 415 | 503
  readonly reason: string
  /** The error that kept us from verifying the request. */
  readonly error?: string
}

/** Enough for the longest text in any script, written as JSON, and for what httpSMS adds. */
const maxBytes = 256 * 1024

/** Checks a request in order of cost, cheapest first, so that a stranger's request costs as little as possible. */
const admit = async ({ verifyToken }: Webhook, request: LambdaFunctionURLEvent): Promise<Admitted> => {
  const body = bodyOf(request)
  if (body.length > maxBytes) return { status: 413, reason: `The body must not exceed ${maxBytes} bytes.` }
  const token = /^Bearer (\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1]
  if (token === undefined) return { status: 401, reason: 'The request must have a bearer token.' }
  if (!(await verifyToken(token, request.requestContext.domainName)))
    return { status: 401, reason: 'The token is not valid here: see that the signing key and the address are ours.' }
  if (!/^application\/(cloudevents\+)?json *(;|$)/i.test(request.headers['content-type'] ?? ''))
    return { status: 415, reason: 'The content type must be application/json.' }
  return { body: body.toString() }
}

const bodyOf = ({ body = '', isBase64Encoded }: LambdaFunctionURLEvent): Buffer =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
