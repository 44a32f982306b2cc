import type { Translated } from '../../settings/values.ts'
import { sentenceAbout } from '../explain.ts'

/** What was checked and found. `unknown`: not checked this time; `remark`: no check would settle it. */
export type Check = Named & { readonly state: 'ok' | 'fix' | 'unknown' | 'remark'; readonly say: Translated }

/** What is checked, which may name a number or an address, and the kind of check, which anybody may read. */
type Named = { readonly what: Translated; readonly id: string }
type What = Translated | Named

const checked =
  (state: Check['state']) =>
  (what: What, say: Translated): Check => ({
    ...('id' in what ? what : { what, id: what.en }),
    state,
    say,
  })

export const ok = checked('ok')
export const fix = checked('fix')
export const unsure = checked('unknown')
export const remark = checked('remark')
/** Names a check of a line, or of something else that not everybody may know. */
export const on = (subject: string, { en, fr }: Translated): Named => ({
  what: { en: `${subject}: ${en}`, fr: `${subject}\u00a0: ${fr}` },
  id: en,
})
export const verdict = (what: What, holds: boolean, good: Translated, bad: Translated): Check =>
  holds ? ok(what, good) : fix(what, bad)

/** Runs a check. One that fails for a reason outside this program, such as a missing permission, is `unknown`. */
export const tried = async (what: What, check: () => Promise<readonly Check[]>): Promise<readonly Check[]> => {
  try {
    return await check()
  } catch (error) {
    return [unsure(what, sentenceAbout(error))]
  }
}

/** What is said of a line that doesn't know its stage yet. */
export const notAttached = (attach: string): Translated => ({
  en: `not attached yet: ${attach}`,
  fr: `pas encore rattaché\u00a0: ${attach}`,
})

/** What is said of a stack of an older version. */
export const undeployed: Translated = {
  en: 'the stack does not say how it was deployed: deploy it again',
  fr: 'la pile ne dit pas comment elle a été déployée\u00a0: redéployez-la',
}
