import { explain } from '../explain.ts'

/**
 * What was looked at, whether it is well, and what was found or is to be done. `unknown` could not be looked at this time; a `remark` is
 * something to know that no further look would settle.
 */
export type Check = { readonly what: string; readonly state: 'ok' | 'fix' | 'unknown' | 'remark'; readonly say: string }

export const ok = (what: string, say: string): Check => ({ what, state: 'ok', say })
export const fix = (what: string, say: string): Check => ({ what, state: 'fix', say })
export const unsure = (what: string, say: string): Check => ({ what, state: 'unknown', say })
export const remark = (what: string, say: string): Check => ({ what, state: 'remark', say })
export const verdict = (what: string, holds: boolean, good: string, bad: string): Check =>
  holds ? ok(what, good) : fix(what, bad)

/** A check that we aren't let make is not one that fails. Throws what is our own fault. */
export const tried = async (what: string, check: () => Promise<readonly Check[]>): Promise<readonly Check[]> => {
  try {
    return await check()
  } catch (error) {
    const explanation = explain(error)
    if (explanation === undefined) throw error
    return [unsure(what, explanation.sentence)]
  }
}
