import { describe, expect, test } from 'vitest'

import { allHelplines, listenersIn, listenersToTheYoungIn, sendsHelp } from '../../../ops/card/helplines/helplines.ts'
import { aboutHelpline } from '../../../ops/card/helplines/said.ts'
import { languages } from '../../../shared/rules/messages.ts'

const called = (number: string) => allHelplines.find(({ call }) => call === number) ?? expect.unreachable(number)

describe.each(allHelplines.map((one) => [`${one.countries} ${one.call ?? one.text ?? one.chat}`, one] as const))(
  'whoever answers at %s',
  (_, one) => {
    test('has a source, the day on which it was read, and a way to be reached', () => {
      expect(one.sources.length).toBeGreaterThan(0)
      for (const source of one.sources) expect(URL.canParse(source)).toBe(true)
      expect(one.read).toMatch(/^2026-\d\d-\d\d$/)
      expect(one.call ?? one.text ?? one.chat).toMatch(/^\d[\d ]*$|\.\w{2,}$/)
    })

    test.each(languages)(
      'is described in %s with hours and language, or with the words that these are not known',
      (language) => {
        const about = aboutHelpline(one, language)
        expect(about).not.toMatch(/undefined|Mon-|24\/7|\bmul\b/)
        expect(about.split(', ').length).toBeGreaterThanOrEqual(sendsHelp(one) ? 1 : 2)
      },
    )
  },
)

test('hours are said as the language says them, and a language only where it is not the reader’s', () => {
  expect(aboutHelpline(called('0800 123 99 00'), 'fr')).toBe(
    'violences faites aux hommes, allemand, lun.–jeu. 8–20\u00a0h, ven. 8–15\u00a0h',
  )
  expect(aboutHelpline(called('0800 123 99 00'), 'de')).toBe(
    'Gewalt gegen Männer, Mo–Do 8–20\u00a0Uhr, Fr 8–15\u00a0Uhr',
  )
  expect(aboutHelpline(called('18281'), 'en')).toBe('any violence, language not known, day and night')
  expect(aboutHelpline(called('1 888 933 9007'), 'es')).toBe('violencia sexual, Quebec, francés, inglés, día y noche')
})

test('who answers day and night comes first, and among those who speaks the language', () => {
  const numbers = (country: string, language: 'fr' | 'nl') => listenersIn([country], language).map(({ call }) => call)
  expect(numbers('FR', 'fr')).toEqual(['3919', undefined, '116 006'])
  expect(numbers('BE', 'nl')).toEqual(['106', '0800 30 030', '107', '1712', '0800 98 100'])
})

test('somebody listens to the young in each country of which more is known than the European numbers, but for three', () => {
  const known = new Set(allHelplines.flatMap(({ countries }) => (countries.length === 1 ? countries : [])))
  const without = [...known].filter((country) => listenersToTheYoungIn([country], 'en').length === 0)
  expect(without).toEqual(['LU', 'CL', 'HK'])
})
