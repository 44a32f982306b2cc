import { z } from 'zod'
import { Refusal } from '../../../settings/refusal.ts'
import { neverConnected } from '../../../shared/adapters/unsent.ts'
import { parseJson } from '../../../shared/rules/parse-json.ts'
import { second } from '../../../shared/rules/timing.ts'
import { askHttpSms, type HttpSmsAccess, type HttpSmsRequest } from '../send.ts'

/** Thrown when httpSMS does not accept the key. */
export class KeyRefused extends Refusal {}

/** Sends a request to httpSMS, once, and returns the data of the response. Throws a `Refusal`, which never contains the key. */
export const ask = async <T>(access: HttpSmsAccess, request: HttpSmsRequest, data: z.ZodType<T>): Promise<T> => {
  // A key that can't be sent in a header is invalid.
  if (!/^[!-~]+$/.test(access.apiKey)) throw keyRefused()
  const { status, body } = await reach(access, request)
  const json = parseJson(body)
  if (json === undefined && body !== '')
    throw new Refusal(
      `What answered for httpSMS at ${new URL(access.url).origin} with the status ${status} does not speak like it: see that httpSms.url in settings is its API, and whether a proxy is in between.`,
    )
  if (status === 401 || status === 403) throw keyRefused()
  if (status === 402)
    throw new Refusal(
      'httpSMS wants a larger plan for that: the texts of this one are used up, or there are ten webhooks.',
    )
  const what = `${request.method} ${request.path}`
  if (status < 200 || status > 299) throw new Refusal(`httpSMS refused ${what} with the status ${status}.`)
  const { data: answer } = z.object({ data }).safeParse(json)
  if (answer === undefined)
    throw new Refusal(
      `What httpSMS answers to ${what} is not what it documents: see that httpSms.url in settings is its API.`,
    )
  return answer.data
}

const keyRefused = (): KeyRefused =>
  new KeyRefused('httpSMS refuses the API key: put the one that its Settings show into HTTPSMS_API_KEY, and attach.')

const reach = async (access: HttpSmsAccess, request: HttpSmsRequest) => {
  try {
    const { status, readBody } = await askHttpSms(access, request)
    return { status, body: await readBody() }
  } catch (error) {
    throw new Refusal(
      isTimeout(error)
        ? `httpSMS did not answer within ${access.timeoutMs / second} seconds: try again.`
        : `httpSMS can't be reached at ${new URL(access.url).origin}: see that you are connected, and httpSms.url in settings.`,
    )
  }
}

/** Whether httpSMS was reached and did not respond in time. The error is that of our own timeout or of the HTTP client's. */
const isTimeout = (error: unknown): boolean =>
  error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name) && !neverConnected(error)
