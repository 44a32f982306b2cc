import { address } from '../../../settings/address.ts'
import { areNear } from '../../../settings/near.ts'

/** The API of the hosted httpSMS. */
export const hostedHttpSms = 'https://api.httpsms.com'

/** The owner of a misspelt name would get every text and the key. The address of httpSMS's website is a mistake, too, since its API is elsewhere. */
const isMisspeltHost = (typed: string): boolean => {
  const host = URL.parse(typed)?.hostname ?? ''
  const hosted = new URL(hostedHttpSms).hostname
  return host !== hosted && (areNear(host, hosted, 2) || /^(.*\.)?httpsms(\.com)?$/.test(host))
}

/** The address of an httpSMS API. Paths are appended to it, so it may hold nothing else. */
export const apiAddress = address(hostedHttpSms, /[?#].*/s, 'a user, a password, "?" or "#"').refine(
  (typed) => !isMisspeltHost(typed),
  `must be ${JSON.stringify(hostedHttpSms)}, or your own httpSMS at a name that is less like it`,
)
