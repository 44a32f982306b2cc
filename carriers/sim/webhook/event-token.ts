import { decodeProtectedHeader, jwtVerify } from 'jose'

import { hour, second } from '../../../shared/rules/timing.ts'
import type { WebhookKeys } from './keys.ts'
import type { VerifyToken } from './ports.ts'

type Dependencies = { readonly readKeys: () => Promise<WebhookKeys>; readonly now: () => number }

/** Verifies tokens as httpSMS makes them (its webhook service, July 2026): HS256, by whom, for whom, about whom, and when. */
export const createVerifyToken =
  ({ readKeys, now }: Dependencies): VerifyToken =>
  async (token, domainName) => {
    if (!mayBeOurs(token)) return false
    const { webhookKey, previousKey, userId } = await readKeys()
    if (userId === '') return false
    const expected = { domainName, userId, at: now() }
    if (await holds(token, webhookKey, expected)) return true
    const previous = await previousKey()
    return previous !== undefined && holds(token, previous, expected)
  }

/** A signature by HS256 has 32 bytes, in base64url 43 characters. */
const shape = /^[\w-]+\.[\w-]+\.[\w-]{43}$/

/** httpSMS's have about 500 characters, and less than 1,000 with the longest address that it takes. */
const maxCharacters = 2048

/** Tells garbage from a token without a key, so that reading one isn't for everybody to have us do. */
const mayBeOurs = (token: string): boolean => {
  if (token.length > maxCharacters || !shape.test(token)) return false
  try {
    return decodeProtectedHeader(token).alg === 'HS256'
  } catch {
    return false
  }
}

/** httpSMS's hold from ten minutes before they are made to ten minutes after. More is left to it, but none may hold for good. */
const longestLife = hour / second

type Expected = { readonly domainName: string; readonly userId: string; readonly at: number }

const holds = async (token: string, key: string, { domainName, userId, at }: Expected): Promise<boolean> => {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(key), {
      algorithms: ['HS256'],
      issuer: 'api.httpsms.com',
      subject: userId,
      requiredClaims: ['exp', 'nbf', 'aud'],
      currentDate: new Date(at),
    })
    const { exp, nbf, aud = [] } = payload
    return Number(exp) - Number(nbf) <= longestLife && [aud].flat().some((url) => hostOf(url) === domainName)
  } catch {
    return false
  }
}

/** The audience is the address of the webhook, as its owner typed it: only its domain is sure. */
const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).hostname : undefined)
