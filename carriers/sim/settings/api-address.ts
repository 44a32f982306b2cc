import { address, areNear } from '../../../settings/values.ts'

/** The address of the hosted httpSMS's API. */
export const hostedHttpSms = 'https://api.httpsms.com'

/**
 * Whether a host looks like a misspelling of httpSMS's. The owner of such a name would get every text and the API key. The
 * address of httpSMS's website is a mistake, too, since its API is elsewhere.
 */
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
