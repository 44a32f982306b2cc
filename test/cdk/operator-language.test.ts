import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

import { maxRunbookUrl } from '../../settings/values.ts'
import { everyCarrier, wordsIn } from './every-carrier.ts'

describe('the dashboard and the alarms for French operators', () => {
  const [english, french] = [everyCarrier({}), everyCarrier({ operatorLanguage: 'fr' })]

  test('translate every text of the English ones', () => {
    const [originals, translations] = [wordsIn(english), wordsIn(french)]
    expect(translations).toHaveLength(originals.length)
    const same = new Set(translations.filter((words, i) => words === originals[i]))
    expect([...same].filter((words) => words !== '').sort()).toEqual(['# Anti-relou, example', 'EUR', 'USD'])
  })

  test('link to the French runbook, which has a section for each alarm', () => {
    const runbook = readFileSync(new URL('../../docs/runbook.fr.md', import.meta.url), 'utf8')
    for (const { name, AlarmDescription } of french.alarms) {
      const section = name.replace('AntiRelou-example-', '')
      expect(AlarmDescription).toMatch(new RegExp(`\nGuide\u00a0: docs/runbook\\.fr\\.md#${section}$`))
      expect(runbook).toMatch(new RegExp(`^## ${section.replaceAll('-', ' ')}$`, 'im'))
    }
  })

  test('follow the rules of French typography', () => {
    for (const words of wordsIn(french)) expect(words).not.toMatch(/\p{L}'\p{L}| [:;?!](?!\S)/u)
  })
})

test.each(['en', 'fr'])(
  'the description of every alarm in %s fits, even with a line of every carrier and the longest address of a runbook',
  (operatorLanguage) => {
    const runbookUrl = `https://example.org/${'x'.repeat(maxRunbookUrl - 'https://example.org/'.length)}`
    const { alarms } = everyCarrier({ operatorLanguage, runbookUrl })
    const tooLong = alarms.filter(({ AlarmDescription }) => AlarmDescription.length > 1024)
    expect(tooLong.map(({ name, AlarmDescription }) => `${name}: ${AlarmDescription.length}`)).toEqual([])
  },
)
