import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { codeNamesIn } from '../../../ops/card/leaflet/code-names.ts'
import { emergencyNumbersIn } from '../../../ops/card/leaflet/emergency-numbers.ts'

const pages = ['docs/what-now.md', 'docs/what-now.fr.md']
const countries = 'FR BE CH DE AT NL IT ES GB IE NO US CA AU CL HK'.split(' ')

test.each(pages)('%s has each number and name that cards and leaflets have, with its source', (page) => {
  const text = readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8').replaceAll('**', '')
  const said = [
    ...emergencyNumbersIn(countries).map(({ number, source }) => `[${number}](${source})`),
    ...codeNamesIn(countries).map(({ name, source }) => `[${name}](${source})`),
  ]
  expect(said.filter((one) => !text.includes(one))).toEqual([])
})
