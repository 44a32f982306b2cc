import { readFileSync } from 'node:fs'

/** A deliberate defect, given as edits of the real sources. */
export type Mutant = {
  readonly name: string
  /** What the mutant breaks, in one sentence. */
  readonly breaks: string
  readonly edits: readonly Edit[]
  /** The invariants that are meant to find it. If another one does, that is luck. */
  readonly foundBy: readonly string[]
}

/** `find` must occur exactly once in `file`, which is a path relative to the project's root. */
type Edit = { readonly file: string; readonly find: string; readonly replace: string }

const root = new URL('../../../', import.meta.url)

/** The changed text of each file that the mutant edits, by URL. Throws if an edit no longer fits the sources. */
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
