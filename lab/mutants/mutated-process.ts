import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

import type { Mutant } from '../promises/promise.ts'

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

/**
 * Runs the simulation with one mutant in this process. The sources are changed while they are loaded, not on disk. The mutant comes as JSON,
 * because the file that contains it imports sources that must not be loaded yet.
 */
const main = async ([mutant = '', seed, schedules]: readonly string[]): Promise<void> => {
  const sources = mutatedSources(JSON.parse(mutant))
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context)
      const source = sources.get(url)
      return source === undefined ? loaded : { ...loaded, source }
    },
  })
  const { firstViolation } = await import('../simulation/search.ts')
  const violation = await firstViolation({ seed: Number(seed), schedules: Number(schedules) })
  process.stdout.write(JSON.stringify(violation ?? null))
}

if (import.meta.main) await main(process.argv.slice(2))
