import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { type Mutant, mutants } from './all.ts'

/** The edited source, and its URL. Throws if the edit no longer fits. */
export const mutated = ({ name, file, find, replace }: Mutant) => {
  const url = new URL(`../../${file}`, import.meta.url)
  const [before, after, ...more] = readFileSync(url, 'utf8').split(find)
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`Mutant "${name}": ${file} must hold exactly once ${JSON.stringify(find)}`)
  return { url: url.href, source: before + replace + after }
}

// The source is changed while it is loaded, not on disk.
if (import.meta.main) {
  const [wanted, seed, schedules] = process.argv.slice(2)
  const [edited] = mutants.filter(({ name }) => name === wanted).map(mutated)
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context)
      return url === edited?.url ? { ...loaded, source: edited.source } : loaded
    },
  })
  const { firstViolation } = await import('../simulation/search.ts')
  const violation = await firstViolation({ seed: Number(seed), schedules: Number(schedules) })
  process.stdout.write(JSON.stringify(violation ?? null))
}
