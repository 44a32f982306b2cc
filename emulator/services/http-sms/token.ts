import { SignJWT } from 'jose'

type Addressee = { readonly url: string; readonly signing_key: string; readonly user_id: string }

/** Makes the token by which a webhook recognises httpSMS (its webhook service, July 2026). The token says nothing about the event. */
export const tokenFor = ({ url, signing_key, user_id }: Addressee, now: number): Promise<string> => {
  const seconds = Math.floor(now / 1000)
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer('api.httpsms.com')
    .setAudience([url])
    .setSubject(user_id)
    .setIssuedAt(seconds)
    .setNotBefore(seconds - validSeconds)
    .setExpirationTime(seconds + validSeconds)
    .sign(new TextEncoder().encode(signing_key))
}

/** A token is valid for this long before and after it is made. */
const validSeconds = 10 * 60
