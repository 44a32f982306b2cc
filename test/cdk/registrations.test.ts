import { expect, test } from 'vitest'

import { withoutCarrier } from '../../cdk/registrations.ts'

test('a carrier that is used beyond its registration, as a property or a spread, cannot be removed from a registry', () => {
  const registry = `import { sim } from './sim/traits.ts'
export const carriers = { sim } as const
`
  expect(withoutCarrier(registry, 'sim')).not.toContain('sim')
  expect(() => withoutCarrier(`${registry}export const name = sim.name\n`, 'sim')).toThrow('sim of sim is more')
})
