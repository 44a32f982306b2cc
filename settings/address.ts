import { z } from 'zod'

/** An https address without what no address of its kind has. */
export const address = (example: string, excess: RegExp, excessInWords: string) => {
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

/** Where a page is. Links to its parts add a "#" of their own. */
export const pageAddress = (example: string) => address(example, /#.*/s, 'a user, a password or "#"')
