import { describe, expect, it, test } from 'vitest'
import { cardRemark, whatsappMonthly } from '../../../carriers/whatsapp/ops.ts'

import { startupBanner } from '../../../local/startup-banner.ts'
import { drawLeaflet } from '../../../ops/card/leaflet/leaflet.ts'
import { drawSheet } from '../../../ops/card/sheet.ts'
import { inTotal, listPrices, metricsUsd } from '../../../ops/list-prices.ts'
import { checkSettings } from '../../../settings/read.ts'
import { languages } from '../../../shared/rules/messages.ts'
import { createClaimStore } from '../../../shared/stores/dynamodb/claim-store.ts'
import { absentFrom, read } from '../../docs/page.ts'
import { expiryIn, noon, statedIn } from '../../docs/stated.ts'
import { readPrinted, seenIn, subjectOf } from '../../ops/card/drawn.ts'
import { commandLinesOf, exitCodeOf, runOn, wordsOf } from '../../ops/machine.ts'
import { line, number } from './example.ts'

const pages = ['docs/whatsapp.md', 'docs/whatsapp.fr.md']
const usd = (price: number): string => price.toFixed(2)
const documented = pages.flatMap(commandLinesOf)

test.each([...new Set(documented)])('the command line parses what the pages show: %s', async (commandLine) => {
  expect(await exitCodeOf(wordsOf(commandLine))).not.toBe(2)
})

test('both pages show how to attach a line', () => {
  expect(documented.filter((line) => line.startsWith('attach whatsapp:+'))).toHaveLength(2)
})

test('the page about WhatsApp states the fixed cost that such a line adds', () => {
  const page = read('docs/whatsapp.md')
  const { metrics, alarms } = whatsappMonthly
  const [fixed, allMetrics] = [inTotal(listPrices.monthly), metricsUsd(730)]
  const sentence = `${usd(fixed)} USD a month and at most ${usd(allMetrics)} for metrics, and up to ${usd(inTotal(whatsappMonthly))} for what is counted besides (six metrics ${usd(metrics)}, what alarms watch ${usd(alarms)})`
  // Forty messages use less than ten metrics do in a month, those of the line included.
  expect(((listPrices.metrics.counted + 6) * 3 * 40) / 730).toBeLessThan(listPrices.metrics.free)
  const [few, many] = [usd(fixed + alarms), usd(fixed + allMetrics + inTotal(whatsappMonthly))]
  expect(absentFrom(page, [sentence, `| the rest, at most | ${few} | ${many} | ${many} |`])).toEqual([])
})

test.each(['privacy.md', 'privacy.fr.md'])('%s states how long AWS’s id of a reply is kept', async (page) => {
  const days = await expiryIn((table) => createClaimStore(table).noteMessageId('id', 'text', noon))
  expect(statedIn(page, 'carriers')).toMatchObject({ 'message#…': days })
})

test.each(pages)('the settings in %s are valid', (name) => {
  const examples = [...read(name).matchAll(/^```json\n(.*?)^```$/gms)].map(([, json = '']): unknown => JSON.parse(json))
  const carriers = examples.map((raw) =>
    checkSettings(raw, 'settings/example.json').lines.map(({ carrier }) => carrier),
  )
  expect(carriers).toEqual([['whatsapp']])
})

describe('the card', () => {
  const drawn = {
    number: '+33639980021',
    countries: ['FR'],
    names: Array.from({ length: 8 }, () => 'Lou'),
    remark: cardRemark,
  }

  test.each(languages)(
    'a card for a number that is on WhatsApp only says so under the number, in the contact and, in %s, in words that fit',
    async (language) => {
      const { text, codes, lastLine, lastCut } = readPrinted(await drawSheet({ ...drawn, language }))
      for (const said of ['06 39 98 00 21WhatsApp', cardRemark.only[language], cardRemark.besides[language]])
        expect(text.split(said.replaceAll(/\s/g, ''))).toHaveLength(8 + 1)
      expect(codes[0]).toContain('\r\nFN:Lou WhatsApp\r\n')
      expect(lastLine).toBeLessThan(lastCut - 3)
    },
  )

  test.each(languages)(
    'the file for phones says in %s that an SMS gets nothing right under the number, and what everybody can see in the section about looking it up',
    (language) => {
      const seen = seenIn(drawLeaflet(subjectOf({ remark: cardRemark }), [language]))
      expect(seen).toContain(`0460 00 00 00 ${cardRemark.only[language]} +32`)
      expect(seen).toContain(cardRemark.besides[language].replaceAll("'", '’'))
    },
  )

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

describe('npm start', () => {
  const [aws, sender] = ['+32460000000', '+33612345678']

  it('The banner says how to write to a line on WhatsApp, mentions no calls, and says that the AWS topic takes texts to another line', () => {
    const said = startupBanner({
      cloud: { endpoint: 'http://127.0.0.1:4566', region: 'eu-west-3', inboundTopicArn: 'arn' },
      web: 'http://127.0.0.1:4000',
      stage: {
        stage: 'toy',
        lines: [
          { number, carrier: 'whatsapp', network: 'WhatsApp' },
          { number: aws, carrier: 'aws' },
        ],
        exampleSenders: [sender],
      },
    })
    expect(said).toContain(`"to":"${line}","text":"Salut"}' http://localhost:4000/api/messages`)
    expect(said).not.toContain('/api/calls')
    expect(said).toContain(`"destinationNumber":"${aws}"`)
    expect(said).toContain(
      '--endpoint-url http://localhost:4566 socialmessaging list-linked-whatsapp-business-accounts',
    )
  })
})
