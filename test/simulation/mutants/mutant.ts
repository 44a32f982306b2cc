import { readFileSync } from 'node:fs'

/** A deliberate defect of the real sources, as a change of their text. */
export type Mutant = {
  readonly name: string
  /** What it breaks, in one sentence. */
  readonly breaks: string
  readonly edits: readonly Edit[]
  /** The invariants that may find it. Another one, or an error in the changed code, would be luck. */
  readonly foundBy: readonly string[]
}

/** `find` stands exactly once in the file, which is named from the project's root. */
type Edit = { readonly file: string; readonly find: string; readonly replace: string }

const root = new URL('../../../', import.meta.url)

/** The text of each file that the mutant changes, by its address. Throws when an edit no longer fits the sources. */
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
