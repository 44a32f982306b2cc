import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { cardRemark } from '../../../carriers/ovh/ops.ts'
import { drawLeaflet } from '../../../ops/card/leaflet/leaflet.ts'
import { drawSheet } from '../../../ops/card/sheet.ts'
import { languages } from '../../../shared/rules/messages.ts'
import { readPrinted, seenIn, subjectOf } from '../../ops/card/drawn.ts'
import { runOn } from '../../ops/machine.ts'

const number = '+33939000001'

test.each(languages)(
  'the card of a number of Time2Chat says in %s what its 09 shows, and what CONTACT tells, in words that fit',
  async (language) => {
    const names = Array.from({ length: 8 }, () => 'Lou')
    const drawn = { number, language, countries: ['FR'], names, remark: cardRemark, sample: false }
    const { text, codes, lastLine, lastCut } = readPrinted(await drawSheet(drawn))
    expect(text.split(cardRemark.warning[language].replaceAll(/\s/g, ''))).toHaveLength(8 + 1)
    expect(text).toContain('CONTACT')
    expect(codes[0]).toContain('\r\nFN:Lou\r\n')
    expect(lastLine).toBeLessThan(lastCut - 3)
  },
)

test('its leaflet says so directly under the number', () => {
  const seen = seenIn(drawLeaflet(subjectOf({ number, countries: ['FR'], remark: cardRemark }), ['fr']))
  expect(seen).toMatch(
    /09 39 00 00 01 Il commence par 09\u00a0: .* CONTACT, l’opérateur donne le nom de l’association\. .* \+33 9 39/,
  )
})

test('the command card finds this out by the carrier of the line', async () => {
  const { out } = await runOn({}, ['card', '--page', '--stage', 'local-ovh', '--number', number])
  expect(seenIn(readFileSync(out.replace(/: .*$/s, ''), 'utf8'))).toContain('09 39 00 00 01 Il commence par 09')
})
