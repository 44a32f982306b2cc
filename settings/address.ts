import { z } from 'zod'

import { areNear } from './near.ts'

/** The API of httpSMS as it is hosted. */
export const hostedHttpSms = 'https://api.httpsms.com'

const address = (example: string, excess: RegExp, excessInWords: string) => {
  const shape = `must be an https address such as ${JSON.stringify(example)}`
  return z.string(shape).superRefine((typed, context) => {
    const bare = typed.replace(user, '$1').replace(excess, '')
    if (!isAddress(bare)) context.addIssue(shape)
    else if (bare !== typed) context.addIssue(`must be without ${excessInWords}: write ${JSON.stringify(bare)}`)
  })
}

const user = /^(https:\/\/)[^/?#]*@/i

/** Stricter than `new URL`, which makes do with "https:/host", "https:\\host" and a host without a dot. */
const isAddress = (typed: string): boolean =>
  /^https:\/\/[^/\\\s][^\\\s]*$/i.test(typed) && URL.canParse(typed) && z.regexes.domain.test(new URL(typed).hostname)

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

/** Where a page is. Links to its parts add a "#" of their own. */
export const pageAddress = (example: string) => address(example, /#.*/s, 'a user, a password or "#"')
