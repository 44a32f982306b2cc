import { describe, expect, test } from 'vitest'

import { cardRemark } from '../../../carriers/whatsapp/ops.ts'
import { drawLeaflet } from '../../../ops/card/leaflet/leaflet.ts'
import { drawSheet } from '../../../ops/card/sheet.ts'
import { languages } from '../../../shared/rules/messages.ts'
import { readPrinted, seenIn, subjectOf } from '../../ops/card/drawn.ts'
import { runOn } from '../../ops/machine.ts'

describe('the card', () => {
  const drawn = {
    number: '+33639980021',
    countries: ['FR'],
    names: Array.from({ length: 8 }, () => 'Lou'),
    remark: cardRemark({}),
    sample: false,
  }

  test.each(languages)(
    'a card for a number that is on WhatsApp only says so under the number, in the contact and, in %s, in words that fit',
    async (language) => {
      const { text, codes, lastLine, lastCut } = readPrinted(await drawSheet({ ...drawn, language }))
      const { warning, besides } = cardRemark({})
      for (const said of ['06 39 98 00 21WhatsApp', warning[language], besides?.[language] ?? ''])
        expect(text.split(said.replaceAll(/\s/g, ''))).toHaveLength(8 + 1)
      expect(codes[0]).toContain('\r\nFN:Lou WhatsApp\r\n')
      expect(lastLine).toBeLessThan(lastCut - 3)
    },
  )

  test('the name by which people find the number there stands under it, on a card and on a leaflet, however long it is', async () => {
    const username = 'association_aubepine.35.caracteres_'
    const remark = cardRemark({ username })
    const { text, codes } = readPrinted(await drawSheet({ ...drawn, language: 'fr', remark }))
    expect(text.split(`06399800 21WhatsApp@${username}+33639980021`.replaceAll(' ', ''))).toHaveLength(8 + 1)
    expect(codes[0]).toContain('\r\nFN:Lou WhatsApp\r\n')
    const seen = seenIn(drawLeaflet(subjectOf({ remark }), ['fr']))
    expect(seen).toContain(`0460 00 00 00 @${username} ${remark.warning.fr}`)
  })

  const card = (...args: readonly string[]) => runOn({}, ['card', '--stage', 'local-whatsapp', ...args])

  const kinds: readonly (readonly [kind: string, ...args: string[]])[] = [['a sheet'], ['a file for phones', '--page']]

  test.each(kinds)(
    'whoever draws %s for a stage with several numbers is asked for which one, with the exit code of a mistyped command',
    async (_, ...args) => {
      expect(await card(...args)).toEqual({
        exitCode: 2,
        out: '',
        err: 'local-whatsapp has several numbers, so add --number with the one to give out: +33639980021, +32460000000.',
      })
    },
  )

  test.each(kinds)(
    '%s for another number of the same stage and language is another file, whose name shows no number',
    async (_, ...args) => {
      const files = ['+33639980021', '+32460000000'].map(async (number) => {
        const { out } = await card('--number', number, '--language', 'fr', '--json', ...args)
        const { file } = JSON.parse(out)
        return file.replace(/.*\/dist\//, '')
      })
      const [one = '', other = ''] = await Promise.all(files)
      expect(one).not.toBe(other)
      expect(`${one} ${other}`).not.toMatch(/\d\d/)
    },
  )
})
