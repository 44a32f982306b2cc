import { sentenceAbout } from '../explain.ts'

/**
 * The result of a check: what was checked, and what was found or is to be done. `unknown` means that it could not be checked this time; a
 * `remark` is worth knowing, but no further check would settle it.
 */
export type Check = { readonly what: string; readonly state: 'ok' | 'fix' | 'unknown' | 'remark'; readonly say: string }

export const ok = (what: string, say: string): Check => ({ what, state: 'ok', say })
export const fix = (what: string, say: string): Check => ({ what, state: 'fix', say })
export const unsure = (what: string, say: string): Check => ({ what, state: 'unknown', say })
export const remark = (what: string, say: string): Check => ({ what, state: 'remark', say })
export const verdict = (what: string, holds: boolean, good: string, bad: string): Check =>
  holds ? ok(what, good) : fix(what, bad)

/**
 * Runs a check. If it fails for a reason outside this program, such as a missing permission, the result is `unknown`, not `fix`. Throws an
 * error that is a fault of this program.
 */
export const tried = async (what: string, check: () => Promise<readonly Check[]>): Promise<readonly Check[]> => {
  try {
    return await check()
  } catch (error) {
    return [unsure(what, sentenceAbout(error))]
  }
}
