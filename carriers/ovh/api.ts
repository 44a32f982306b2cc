import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { requestOnce, type Timeouts } from '../../shared/adapters/http.ts'
import { parseJson } from '../../shared/rules/parse-json.ts'

/** The address of OVHcloud's API in Europe, where its SMS are sold. */
export const ovhUrl = 'https://eu.api.ovh.com/1.0'

/** The keys by which OVHcloud knows an application, and what it may do. They are empty until a line is attached. */
export const ovhKey = z.object({ applicationKey: z.string(), applicationSecret: z.string(), consumerKey: z.string() })
export type OvhKey = Readonly<z.infer<typeof ovhKey>>

export type OvhAccess = Timeouts & { readonly url: string; readonly key: OvhKey; readonly now: () => number }

/** The methods of OVHcloud's API, which its keys are limited to. */
export type OvhMethod = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** `path` begins after the version, and is sent as it is written. */
export type OvhRequest = { readonly method: OvhMethod; readonly path: string; readonly body?: object }

export const accountPath = (serviceName: string): string => `/sms/${serviceName}`
export const numberPath = (serviceName: string, number: string): string =>
  `${accountPath(serviceName)}/virtualNumbers/${encodeURIComponent(number)}`

/** Sends a signed request, once. OVHcloud's client (node-ovh) has no time-out and hides what its errors prove. */
export const askOvh = ({ url, key, now, ...timeouts }: OvhAccess, { method, path, body }: OvhRequest) => {
  const written = body && JSON.stringify(body)
  const timestamp = String(Math.floor(now() / 1000))
  // The signature is that of node-ovh (`signRequest`) and of OVH's guide "First Steps with the OVHcloud APIs".
  const signed = [key.applicationSecret, key.consumerKey, method, `${url}${path}`, written ?? '', timestamp].join('+')
  const headers = {
    'x-ovh-application': key.applicationKey,
    'x-ovh-consumer': key.consumerKey,
    'x-ovh-timestamp': timestamp,
    'x-ovh-signature': `$1$${createHash('sha1').update(signed).digest('hex')}`,
  }
  return requestOnce({ method, url: `${url}${path}`, headers, body: written }, timeouts)
}

/** Thrown when OVHcloud doesn't do what it was asked for. Its name, such as `OVH_403`, says nothing about anybody. */
export class OvhRefusal extends Error {
  readonly status: number

  constructor(status: number) {
    super(`OVHcloud answered with the status ${status}`)
    this.name = `OVH_${status}`
    this.status = status
  }
}

/** Thrown for a response whose form isn't that of OVH's schema. */
export class OtherForm extends Error {
  override readonly name = 'OtherForm'
}

/** Sends a request and reads the response. Throws an `OvhRefusal` unless it is a 2xx, or an `OtherForm`. */
export const readOvh = async <T>(access: OvhAccess, request: OvhRequest, schema: z.ZodMiniType<T>): Promise<T> => {
  const { status, readBody } = await askOvh(access, request)
  const body = await readBody()
  if (status < 200 || status > 299) throw new OvhRefusal(status)
  const { success, data } = schema.safeParse(parseJson(body))
  if (!success) throw new OtherForm('OVHcloud answers with something else than its schema has')
  return data
}
