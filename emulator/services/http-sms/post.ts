import { request } from 'node:http'
import type { LookupFunction } from 'node:net'

import { isFunctionHost } from '../../endpoint/function-url-request.ts'
import { isLoopbackHost, loopback } from '../../loopback.ts'
import type { Event } from './event.ts'
import { second } from './units.ts'

/** httpSMS waits five seconds for the response to an event (its webhook service). */
const timeoutMs = 5 * second

/**
 * Posts an event once. Returns the response's status, or undefined if none came in time or the address is not on this machine.
 */
export const postEvent = (event: Event, url: string, token?: string): Promise<number | undefined> =>
  new Promise((resolve) => {
    if (!URL.canParse(url) || !isHere(new URL(url))) return resolve(undefined)
    const headers = {
      'content-type': 'application/json',
      'x-event-type': event.type,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    }
    const signal = AbortSignal.timeout(timeoutMs)
    const call = request(url, { method: 'POST', headers, lookup: toLoopback, signal })
    call.on('response', (response) => resolve(response.resume().statusCode))
    call.on('error', () => resolve(undefined)).end(JSON.stringify(event))
  })

const isHere = ({ host }: URL): boolean => isLoopbackHost(host) || isFunctionHost(host)

/** Not every system resolves names under `localhost`. */
const toLoopback: LookupFunction = (_, { all }, callback) =>
  all === true ? callback(null, [{ address: loopback, family: 4 }]) : callback(null, loopback, 4)
