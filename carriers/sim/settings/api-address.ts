import { address } from '../../../settings/address.ts'
import { areNear } from '../../../settings/near.ts'

/** The API of httpSMS as it is hosted. */
export const hostedHttpSms = 'https://api.httpsms.com'

/** Whoever owns a misspelt name would be told every text, and the key. The website of httpSMS is not its API. */
const isMisspeltHost = (typed: string): boolean => {
  const host = URL.parse(typed)?.hostname ?? ''
  const hosted = new URL(hostedHttpSms).hostname
  return host !== hosted && (areNear(host, hosted, 2) || /^(.*\.)?httpsms(\.com)?$/.test(host))
}

/** Where an httpSMS has its API. Paths are added to it, so that it is nothing but an address. */
export const apiAddress = address(hostedHttpSms, /[?#].*/s, 'a user, a password, "?" or "#"').refine(
  (typed) => !isMisspeltHost(typed),
  `must be ${JSON.stringify(hostedHttpSms)}, or your own httpSMS at a name that is less like it`,
)
