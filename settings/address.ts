import { z } from 'zod'

/**
 * A schema for an https address without a user, a password or a match of `excess`. For an address with any of these, the error says that it
 * must be without `excessInWords`, and what to write instead.
 */
export const address = (example: string, excess: RegExp, excessInWords: string) => {
  const shape = `must be an https address such as ${JSON.stringify(example)}`
  return z.string(shape).superRefine((typed, context) => {
    const bare = typed.replace(user, '$1').replace(excess, '')
    if (!isAddress(bare)) context.addIssue(shape)
    else if (bare !== typed) context.addIssue(`must be without ${excessInWords}: write ${JSON.stringify(bare)}`)
  })
}

const user = /^(https:\/\/)[^/?#]*@/i

/** Stricter than `new URL`, which accepts "https:/host", "https:\\host" and a host without a dot. */
const isAddress = (typed: string): boolean =>
  /^https:\/\/[^/\\\s][^\\\s]*$/i.test(typed) && URL.canParse(typed) && z.regexes.domain.test(new URL(typed).hostname)

/** The address of a page. It has no "#", because links to the page's sections add their own. */
export const pageAddress = (example: string) => address(example, /#.*/s, 'a user, a password or "#"')
