import { registerHooks } from 'node:module'

import { allMutants } from './all-mutants.ts'
import { mutatedSources } from './mutant.ts'

// Runs the simulation with one mutant in a separate process. The sources are changed while they are loaded, not on disk.
const [name, seed, schedules] = process.argv.slice(2)
const mutant = allMutants.find((candidate) => candidate.name === name)
if (mutant === undefined) throw new Error(`There is no mutant "${name}"`)
const sources = mutatedSources(mutant)

registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context)
    const source = sources.get(url)
    return source === undefined ? loaded : { ...loaded, source }
  },
})

const { firstViolation } = await import('../search.ts')
const violation = await firstViolation({ seed: Number(seed), schedules: Number(schedules) })
process.stdout.write(JSON.stringify(violation ?? null))
