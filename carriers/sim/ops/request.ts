import { z } from 'zod'
import { Refusal } from '../../../settings/refusal.ts'
import { parseJson } from '../../../shared/rules/parse-json.ts'
import { second } from '../../../shared/rules/timing.ts'

/** Where the API of httpSMS is, the key of the account whose phones are asked about, and how long an answer may take. */
export type Access = { readonly url: string; readonly apiKey: string; readonly timeoutMs?: number }

export type Request = { readonly method: 'GET' | 'POST' | 'PUT'; readonly path: string; readonly body?: object }

/** Thrown when httpSMS does not take the key. */
export class KeyRefused extends Refusal {}

/** Asks httpSMS once; gives the data of its answer. Throws a `Refusal`, which never holds the key. */
export const ask = async <T>(access: Access, request: Request, data: z.ZodType<T>): Promise<T> => {
  // A key that can't be a header would be quoted by the error of fetch.
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
  const what = `${request.method} ${new URL(request.path, access.url).pathname}`
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

const reach = async ({ url, apiKey, timeoutMs = 10 * second }: Access, { method, path, body }: Request) => {
  try {
    const response = await fetch(`${url.replace(/\/$/, '')}${path}`, {
      method,
      headers: { 'x-api-key': apiKey, ...(body !== undefined && { 'content-type': 'application/json' }) },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
      // Elsewhere the key has no business.
      redirect: 'manual',
    })
    return { status: response.status, body: await response.text() }
  } catch (error) {
    throw new Refusal(
      error instanceof Error && error.name === 'TimeoutError'
        ? `httpSMS did not answer within ${timeoutMs / second} seconds: try again.`
        : `httpSMS can't be reached at ${new URL(url).origin}: see that you are connected, and httpSms.url in settings.`,
    )
  }
}
