import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

import { codeNamesIn } from '../../../ops/card/leaflet/code-names.ts'
import { emergencyNumbersIn, helpNumbersIn } from '../../../ops/card/leaflet/emergency-numbers.ts'

const read = (page: string): string => readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8')
const countries = 'FR BE CH DE AT NL IT ES GB IE NO US CA AU CL HK'.split(' ')
const numbers = [...emergencyNumbersIn(countries), ...helpNumbersIn(countries)]

describe.each(['docs/what-now.md', 'docs/what-now.fr.md'])('%s', (page) => {
  const text = read(page)
  const links = [...text.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, words = '', target = '']) => ({ words, target }))

  test('has each number and name that cards and leaflets have, and a touch on the number calls it, or writes', () => {
    const said = [
      ...numbers.map(({ number, byText }) => `[${number}](${byText ? 'sms' : 'tel'}:${number.replaceAll(' ', '')})`),
      ...codeNamesIn(countries).map(({ name }) => `· ${name}`),
    ]
    expect(said.filter((one) => !text.includes(one))).toEqual([])
  })

  test('opens no article at a touch: its links call, write, lead to another page of the project, to a service or away', () => {
    const services = ['https://arretonslesviolences.gouv.fr/', 'https://17cyber.gouv.fr/', 'https://cpvs.belgium.be/fr']
    const others = links.filter(({ target }) => target.startsWith('http') && !services.includes(target))
    expect(new Set(others.map(({ target }) => target))).toEqual(new Set(['https://www.wikipedia.org/']))
    expect(links.filter(({ words, target }) => /^[\d ]+$/.test(words) && !/^(tel|sms):\d+$/.test(target))).toEqual([])
  })

  test('can be left from its first paragraph and from the end of each part', () => {
    const parts = text.split(/^## .*$/m).map((part) => part.trim())
    expect(parts[0]).toMatch(/^# .+\n\n\[.*\n\n.*wikipedia\.org/)
    for (const part of parts.slice(1)) expect(part).toMatch(/\n\n\*\*\[.+\]\(https:\/\/www\.wikipedia\.org\/\)\*\*$/)
  })

  test('says what can’t wait before what can, has a sheet to write on, and no table, which a phone is too narrow for', () => {
    expect(text.indexOf('cpvs.belgium.be')).toBeLessThan(text.indexOf('complaint-sheet'))
    expect(links.map(({ target }) => target)).toContain(
      `complaint-sheet${page.replace('docs/what-now', '').replace('.md', '.pdf')}`,
    )
    expect(text).not.toMatch(/^\|/m)
  })

  test('has at most 1,300 words, since it is read in fear', () => {
    expect(text.split(/\s+/).length).toBeLessThanOrEqual(1_300)
  })
})

test('docs/sources.md has the source of each number and name', () => {
  const rows = read('docs/sources.md').split('\n')
  const said = [
    ...numbers.map(({ number, source }) => [number, source] as const),
    ...codeNamesIn(countries).map(({ name, source }) => [name, source] as const),
  ]
  const missing = said.filter(
    ([what, source]) => !rows.some((row) => row.includes(`| ${what} |`) && row.includes(`](${source})`)),
  )
  expect(missing).toEqual([])
})
