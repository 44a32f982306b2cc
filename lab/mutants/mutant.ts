import { readFileSync } from 'node:fs'

/** A deliberate defect, made by edits of the real sources. */
export type Mutant = {
  readonly name: string
  /** One sentence that says what then goes wrong. */
  readonly breaks: string
  readonly edits: readonly Edit[]
  /** The invariants that are expected to find the mutant. If a different one is broken first, the mutant counts as found by luck. */
  readonly foundBy: readonly string[]
}

/** `find` must occur exactly once in `file`, which is a path relative to the project's root. */
type Edit = { readonly file: string; readonly find: string; readonly replace: string }

const root = new URL('../../', import.meta.url)

/** The edited text of each file that the mutant changes, by URL. Throws if an edit no longer fits the sources. */
export const mutatedSources = ({ name, edits }: Mutant): ReadonlyMap<string, string> => {
  const sources = new Map<string, string>()
  for (const { file, find, replace } of edits) {
    const { href } = new URL(file, root)
    const [before, after, ...more] = (sources.get(href) ?? readFileSync(new URL(href), 'utf8')).split(find)
    if (before === undefined || after === undefined || more.length > 0)
      throw new Error(`Mutant "${name}": ${file} must hold exactly once ${JSON.stringify(find)}`)
    sources.set(href, before + replace + after)
  }
  return sources
}
