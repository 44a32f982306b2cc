import { registerHooks } from 'node:module'

import { mutatedSources } from './mutant.ts'

// Runs the simulation with one mutant in a separate process. The sources are changed while they are loaded, not on disk. The mutant comes
// as JSON, because the file that contains it imports sources that must not be loaded yet.
const [mutant = '', seed, schedules] = process.argv.slice(2)
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
