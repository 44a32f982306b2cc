import { sentenceAbout } from '../explain.ts'

/** What was checked and found. `unknown`: not checked this time; `remark`: no check would settle it. */
export type Check = Named & { readonly state: 'ok' | 'fix' | 'unknown' | 'remark'; readonly say: string }

/** What is checked, which may name a number or an address, and the kind of check, which anybody may read. */
type Named = { readonly what: string; readonly id: string }
type What = string | Named

const checked =
  (state: Check['state']) =>
  (what: What, say: string): Check => ({ ...(typeof what === 'string' ? { what, id: what } : what), state, say })

export const ok = checked('ok')
export const fix = checked('fix')
export const unsure = checked('unknown')
export const remark = checked('remark')
/** Names a check of a line, or of something else that not everybody may know. */
export const on = (subject: string, id: string): Named => ({ what: `${subject}: ${id}`, id })
export const verdict = (what: What, holds: boolean, good: string, bad: string): Check =>
  holds ? ok(what, good) : fix(what, bad)

/** Runs a check. One that fails for a reason outside this program, such as a missing permission, is `unknown`. */
export const tried = async (what: What, check: () => Promise<readonly Check[]>): Promise<readonly Check[]> => {
  try {
    return await check()
  } catch (error) {
    return [unsure(what, sentenceAbout(error))]
  }
}
