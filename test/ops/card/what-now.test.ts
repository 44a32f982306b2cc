import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { allHelplines } from '../../../ops/card/helplines.ts'
import { codeNamesIn } from '../../../ops/card/leaflet/code-names.ts'
import { helplineLists } from '../../../scripts/docs.ts'

const read = (page: string): string => readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8')
const countries = 'FR BE CH DE AT NL IT ES GB IE NO US CA AU CL HK'.split(' ')

describe.each(['docs/what-now.md', 'docs/what-now.fr.md'])('%s', (page) => {
  const text = read(page)
  const links = [...text.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, words = '', target = '']) => ({ words, target }))

  test('lists who answers in each country, where a touch calls or writes, and whom to ask for in a bar', () => {
    const [list = ''] = text.match(helplineLists) ?? []
    const ofOneCountry = allHelplines.filter((one) => one.countries.length === 1)
    const links = ofOneCountry.flatMap(({ call, text }) => [
      ...(call === undefined ? [] : [`[${call}](tel:${call.replaceAll(' ', '')})`]),
      ...(text === undefined ? [] : [`](sms:${text.replaceAll(' ', '')})`]),
    ])
    const said = [...links, ...codeNamesIn(countries).map(({ name }) => `· ${name}`)]
    expect(said.filter((one) => !list.includes(one))).toEqual([])
  })

  test('promises nothing for the staff of a bar, and says what to say if they don’t understand', () => {
    expect(text).toMatch(/J’ai besoin d’aide, je ne me sens pas en sécurité/)
    expect(text).not.toMatch(/they know that you need help|on comprendra que/)
  })

  test('speaks to whoever is under 18', () => {
    expect(text).toMatch(/^## (Under 18|Moins de 18 ans)$/m)
    expect(text).toContain('[119](tel:119)')
  })

  test('opens no article: its links call, write, lead to the project, to a service or away', () => {
    const chats = allHelplines.flatMap(({ chat }) => (chat === undefined ? [] : [`https://${chat}`]))
    const services = [...chats, 'https://17cyber.gouv.fr', 'https://cpvs.belgium.be/fr']
    const away = links.filter(({ target }) => target.startsWith('http'))
    const others = away.filter(({ target }) => !services.includes(target.replace(/\/$/, '')))
    expect(new Set(others.map(({ target }) => target))).toEqual(new Set(['https://www.wikipedia.org/']))
    expect(links.filter(({ words, target }) => /^[\d ]+$/.test(words) && !/^(tel|sms):\d+$/.test(target))).toEqual([])
  })

  test('can be left from its first paragraph and from the end of each part', () => {
    const parts = text.split(/^## .*$/m).map((part) => part.trim())
    expect(parts[0]).toMatch(/^# .+\n\n\[.*\n\n.*wikipedia\.org/)
    for (const part of parts.slice(1)) expect(part).toMatch(/\n\n\*\*\[.+\]\(https:\/\/www\.wikipedia\.org\/\)\*\*$/)
  })

  test('says what can’t wait before what can, has a sheet to write on, and no table, too wide for a phone', () => {
    expect(text.indexOf('cpvs.belgium.be')).toBeLessThan(text.indexOf('complaint-sheet'))
    const sheet = `complaint-sheet${page.replace('docs/what-now', '').replace('.md', '.pdf')}`
    expect(links.map(({ target }) => target)).toContain(sheet)
    expect(text).not.toMatch(/^\|/m)
  })

  test('has at most 1,300 words apart from that list, since it is read in fear', () => {
    expect(text.replaceAll(helplineLists, '').split(/\s+/).length).toBeLessThanOrEqual(1_300)
  })
})
