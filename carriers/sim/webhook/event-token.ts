import { decodeProtectedHeader, jwtVerify } from 'jose'

import { hour, second } from '../../../shared/rules/timing.ts'
import type { WebhookKeys } from './keys.ts'
import type { VerifyToken } from './ports.ts'

type Dependencies = { readonly readKeys: () => Promise<WebhookKeys>; readonly now: () => number }

/** Verifies tokens as httpSMS makes them (its webhook service, July 2026): HS256, the issuer, the audience, the subject and the times. */
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

/** An HS256 signature has 32 bytes, which are 43 characters in base64url. */
const shape = /^[\w-]+\.[\w-]+\.[\w-]{43}$/

/** Tokens from httpSMS have about 500 characters, and fewer than 1,000 with the longest address that it allows. */
const maxCharacters = 2048

/** Recognises garbage without a key, so that strangers can't make us read the key. */
const mayBeOurs = (token: string): boolean => {
  if (token.length > maxCharacters || !shape.test(token)) return false
  try {
    return decodeProtectedHeader(token).alg === 'HS256'
  } catch {
    return false
  }
}

/**
 * The longest validity of a token, in seconds. httpSMS makes tokens that are valid from ten minutes before to ten minutes after.
 * It may extend that, but no token may be valid for ever.
 */
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

/** The audience is the webhook's address as its owner typed it, so only its domain can be compared. */
const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).hostname : undefined)
