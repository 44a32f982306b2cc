import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { type CarrierName, carrierNames } from '../../carriers/registry.ts'
import { buildBundles, bundleFolder, functionsOf } from '../../cdk/bundles.ts'
import { withoutCarrier } from '../../cdk/registrations.ts'

/** The code of all functions, bundled for a stage with a line of one carrier. */
const bundledFor = (carrier: CarrierName): string =>
  functionsOf([carrier])
    .map((name) => readFileSync(`${bundleFolder(name, [carrier])}/index.mjs`, 'utf8'))
    .join('\n')

/** What only a carrier's own code contains. */
const marks: Readonly<Record<string, readonly string[]>> = {
  aws: ['SendTextMessage'],
  sim: ['/v1/messages/send', 'GetSecretValue'],
  whatsapp: ['SendWhatsAppMessage', 'whatsAppWebhookEntry'],
}

test.each(carrierNames)('the bundles of a stage with %s contain its code, and none of another carrier', (carrier) => {
  const code = bundledFor(carrier)
  expect(Object.keys(marks)).toContain(carrier)
  for (const [name, ofName] of Object.entries(marks))
    for (const mark of ofName) expect([mark, code.includes(mark)]).toEqual([mark, name === carrier])
})

/** The packages to which only development dependencies lead, by their folders (npm docs, package-lock.json). */
const onlyDevelopment = (): readonly string[] => {
  const lockFile = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')
  const { packages }: { packages: Record<string, { dev?: boolean }> } = JSON.parse(lockFile)
  return Object.keys(packages).filter((folder) => packages[folder]?.dev === true)
}

test('a bundle contains no package that is for development only, as those under the AGPL are', async () => {
  const folders = (await buildBundles(carrierNames)).map(
    (path) => path.match(/node_modules\/(?:.+\/node_modules\/)?(?:@[^/]+\/)?[^/]+/)?.[0] ?? '',
  )
  expect(folders).toContain('node_modules/zod')
  expect(onlyDevelopment()).toContain('node_modules/@cloud-copilot/iam-simulate')
  expect(onlyDevelopment().filter((folder) => folders.includes(folder))).toEqual([])
})

test('a carrier that is used beyond its registration, as a property or a spread, cannot be removed from a registry', () => {
  const registry = `import { sim } from './sim/traits.ts'
export const carriers = { sim } as const
`
  expect(withoutCarrier(registry, 'sim')).not.toContain('sim')
  expect(() => withoutCarrier(`${registry}export const name = sim.name\n`, 'sim')).toThrow('sim of sim is more')
})
