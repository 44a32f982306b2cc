import { sentenceAbout } from '../explain.ts'

/**
 * The result of a check: what was checked, and what was found or is to be done. `unknown` means that it could not be checked this time; a
 * `remark` is worth knowing, but no further check would settle it.
 */
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

/**
 * Runs a check. If it fails for a reason outside this program, such as a missing permission, the result is `unknown`, not `fix`. Throws an
 * error that is a fault of this program.
 */
export const tried = async (what: What, check: () => Promise<readonly Check[]>): Promise<readonly Check[]> => {
  try {
    return await check()
  } catch (error) {
    return [unsure(what, sentenceAbout(error))]
  }
}
