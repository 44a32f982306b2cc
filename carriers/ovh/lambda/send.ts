import * as z from 'zod/mini'
import { environment } from '../../../shared/adapters/lambda.ts'
import { createSecretsClient } from '../../../shared/adapters/secrets.ts'
import { unanswered } from '../../../shared/adapters/unsent.ts'
import type { Gateway, OutboundText, SendResult } from '../../../shared/ports.ts'
import { parseJson } from '../../../shared/rules/parse-json.ts'
import { connectTimeoutMs, publishTimeoutMs, questionTimeoutMs } from '../../../shared/rules/timing.ts'
import { presenceBy } from '../../presence.ts'
import { accountPath, askOvh, numberPath, type OvhKey } from '../api.ts'
import { createOvhKey } from '../keys.ts'

type Dependencies = {
  readonly url: string
  readonly serviceName: string
  readonly readKey: () => Promise<OvhKey | undefined>
  readonly now: () => number
}

/** Sends by a number of Time2Chat. A later poll reads what became of a reply, by its tag. */
export const createOvhGateway = (
  { url, serviceName, readKey, now }: Dependencies,
  { connectMs = connectTimeoutMs, timeoutMs = publishTimeoutMs, questionMs = questionTimeoutMs } = {},
): Gateway => ({
  /** Reads the account, which sends nothing and costs nothing. OVH's schema has no dry run of a job. */
  ask: async () => {
    const key = await readKey().catch(() => undefined)
    if (key === undefined) return { refused: notAttached }
    const question = { method: 'GET', path: accountPath(serviceName) } as const
    try {
      const { status, readBody } = await askOvh({ url, key, now, connectMs, timeoutMs: questionMs }, question)
      await readBody()
      return presenceBy(status, `OVH_${status}`)
    } catch {
      return 'nobody'
    }
  },
  send: async (outbound) => {
    // If the key can't be read, no request has been made to OVHcloud, so a retry sends nothing twice.
    const key = await readKey().catch(() => undefined)
    if (key === undefined) return { kind: 'retryable', reason: notAttached }
    const request = {
      method: 'POST',
      path: `${numberPath(serviceName, outbound.from)}/jobs`,
      body: job(outbound),
    } as const
    try {
      const { status, readBody } = await askOvh({ url, key, now, connectMs, timeoutMs }, request)
      return answerFrom(status, await readBody().catch(() => ''))
    } catch (error) {
      return unanswered(error)
    }
  },
})

const notAttached = 'OVH_NOT_ATTACHED'

/** Operators try to deliver a reply for this many minutes. Over a day after it was sent, it would only confuse. */
const validityPeriod = 24 * 60

/** The body of POST …/jobs (OVH's schema), which has no idempotency token. The sent text has the same tag. */
const job = ({ inboundId, to, text }: OutboundText) => ({
  message: text,
  receivers: [to],
  tag: inboundId,
  validityPeriod,
})

const report = z.object({ ids: z.array(z.number()), invalidReceivers: z.optional(z.array(z.string())) })

/**
 * OVH's schema has no errors, so most prove nothing. A key, an account and used-up credits can be put right: that the
 * latter get a 403 is assumed, for OVH's FAQ of SMS doesn't say. A 400 may be about the destination, or about every
 * request.
 */
const answerFrom = (status: number, body: string): SendResult => {
  const reason = `OVH_${status}`
  if (status === 429) return { kind: 'throttled', reason }
  if ([401, 402, 403, 404].includes(status)) return { kind: 'retryable', reason }
  if (status === 400) return { kind: 'refused', reason }
  if (status < 200 || status > 299) return { kind: 'unknown', reason }
  const { data } = report.safeParse(parseJson(body))
  // One receiver is asked for, so an invalid one is that, however it is written.
  if (data?.invalidReceivers?.length === 1 && data.ids.length === 0)
    return { kind: 'rejected', reason: 'OVH_INVALID_RECEIVER' }
  return data === undefined || data.ids.length === 0 ? { kind: 'unknown', reason: 'OVH_NO_ID' } : { kind: 'accepted' }
}

export const createOvh = (now: () => number): Gateway =>
  createOvhGateway({
    url: environment('OVH_URL'),
    serviceName: environment('OVH_SERVICE_NAME'),
    readKey: createOvhKey(createSecretsClient(), environment('OVH_SECRET_ARN'), now),
    now,
  })
