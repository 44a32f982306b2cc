import { existsSync, readFileSync } from 'node:fs'
import * as z from 'zod'
import { counted } from '../ops/words.ts'

/** The licences that a package may have (SPDX), whatever it is used for. */
const allowed: ReadonlySet<string> = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'MPL-2.0', 'BlueOak-1.0.0'],
  ...['CC0-1.0', 'CC-BY-4.0', 'Python-2.0', 'Unlicense'],
])

const agpl = {
  declared: 'AGPL-3.0-or-later',
  because: 'it judges policies in the emulator, which no library with a permissive licence does as well',
}

/** The packages that nothing but development may use, with the licence that they declare, and why they are here. */
const exceptions: ReadonlyMap<string, typeof agpl> = new Map([
  ['@cloud-copilot/iam-simulate', agpl],
  ['@cloud-copilot/iam-policy', agpl],
  ['@cloud-copilot/iam-utils', agpl],
  [
    '@fontsource/lato',
    { declared: 'OFL-1.1', because: 'cards are printed in this font, and bring the letters that they use' },
  ],
  ['png-js', { declared: 'no licence', because: 'cards are drawn with it, and its LICENSE file is the MIT one' }],
])

const manifest = z.object({ license: z.optional(z.string()).catch(undefined) })
const lock = z.object({
  packages: z.record(
    z.string(),
    manifest.extend({
      version: z.string().default(''),
      dev: z.boolean().default(false),
      link: z.boolean().default(false),
    }),
  ),
})

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

/** The packages of package-lock.json but our own; where it has no licence, that of the installed package. */
const readInstalled = () => {
  const packages = Object.entries(lock.parse(readJson('package-lock.json')).packages)
  const installed = packages.filter(([path, { link }]) => path.includes('node_modules/') && !link)
  return installed.map(([path, { version, license, dev }]) => ({
    name: path.split('node_modules/').at(-1) ?? '',
    version,
    licence: license ?? declaredIn(`${path}/package.json`) ?? 'no licence',
    /** Whether only development dependencies lead to it, as npm has found. */
    onlyDevelopment: dev,
  }))
}

type Installed = ReturnType<typeof readInstalled>

const declaredIn = (file: string): string | undefined =>
  existsSync(file) ? manifest.parse(readJson(file)).license : undefined

/** Says what is wrong with the licence of a package; undefined if nothing is. */
const complaintAbout = ({ name, version, licence, onlyDevelopment }: Installed[number]): string | undefined => {
  const exception = exceptions.get(name)
  if (exception?.declared !== licence)
    return isAllowed(licence)
      ? undefined
      : `${name} ${version} declares ${licence}, which scripts/licences.ts neither allows nor excepts.`
  return onlyDevelopment
    ? undefined
    : `${name} ${version} (${licence}) is for development only, but a production dependency leads to it: ${exception.because}.`
}

/** Whether a licence is allowed, or an SPDX expression leaves the choice of one that is. */
const isAllowed = (expression: string): boolean =>
  expression
    .replace(/^\(([^()]*)\)$/, '$1')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => allowed.has(licence)))

// Prints how many packages have which licence or, with exit code 1, a sentence for each that is refused.
const installed = readInstalled()
const complaints = installed.flatMap((one) => complaintAbout(one) ?? [])
const byLicence = [...Map.groupBy(installed, ({ licence }) => licence)].sort(([, a], [, b]) => b.length - a.length)
const counts = byLicence.map(([licence, { length }]) => `${length} ${licence}`)
if (complaints.length === 0) console.log(`${counted(installed.length, 'package', 'packages')}: ${counts.join(', ')}`)
else {
  console.error(complaints.join('\n'))
  process.exitCode = 1
}
