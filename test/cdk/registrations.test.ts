import { expect, test } from 'vitest'

import { withoutCarrier } from '../../cdk/registrations.ts'

const registry = `import { aws } from './aws/traits.ts'
import type { Traits } from './traits.ts'
import { lineShape as simLine } from './sim/shape.ts'
import { sim, simTroubles } from './sim/traits.ts'

export const carriers = { aws, sim } as const
export const byName: Record<string, Traits> = {
  aws,
  sim: sim,
}
export const shape = { ...simLine, ...awsShape }
export const troubles = [...simTroubles]
`

test('a registry is left without the imports of a carrier, and without what they bring', () => {
  expect(withoutCarrier(registry, 'sim').replaceAll(/\s+/g, ' ')).toBe(
    [
      "import { aws } from './aws/traits.ts'",
      "import type { Traits } from './traits.ts'",
      'export const carriers = { aws } as const',
      'export const byName: Record<string, Traits> = { aws, }',
      'export const shape = { ...awsShape }',
      'export const troubles = [] ',
    ].join(' '),
  )
})

test('what is used for more than a property or a spread is no registration', () => {
  expect(() => withoutCarrier(`${registry}export const name = sim.name\n`, 'sim')).toThrow('sim of sim is more')
})
