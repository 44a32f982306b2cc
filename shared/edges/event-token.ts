import { jwtVerify } from 'jose'

import type { VerifyToken } from '../ports/verify-token.ts'
import type { SimSecret } from './sim-secret.ts'

type Dependencies = { readonly readSecret: () => Promise<SimSecret>; readonly now: () => number }

/** Verifies tokens as httpSMS makes them (its webhook service, July 2026): HS256, by whom, for whom, about whom, and when. */
export const createVerifyToken =
  ({ readSecret, now }: Dependencies): VerifyToken =>
  async (token, domainName) => {
    const { webhookKey, userId } = await readSecret()
    if (userId === '') return false
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(webhookKey), {
        algorithms: ['HS256'],
        issuer: 'api.httpsms.com',
        subject: userId,
        requiredClaims: ['exp', 'nbf', 'aud'],
        currentDate: new Date(now()),
      })
      return [payload.aud ?? []].flat().some((url) => hostOf(url) === domainName)
    } catch {
      return false
    }
  }

/** The audience is the address of the webhook, as its owner typed it: only its domain is sure. */
const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).hostname : undefined)
