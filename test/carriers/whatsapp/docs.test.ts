import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { cardRemark, whatsappMonthly } from '../../../carriers/whatsapp/ops.ts'

import { startupBanner } from '../../../local/startup-banner.ts'
import { drawLeaflet } from '../../../ops/card/leaflet/leaflet.ts'
import { drawSheet } from '../../../ops/card/sheet.ts'
import { inTotal, listPrices, metricsUsd } from '../../../ops/list-prices.ts'
import { checkSettings } from '../../../settings/read.ts'
import { type Language, languages } from '../../../shared/rules/messages.ts'
import { createClaimStore } from '../../../shared/stores/dynamodb/claim-store.ts'
import { expiryIn, noon, statedIn } from '../../docs/stated.ts'
import { readPrinted, seenIn, subjectOf } from '../../ops/card/drawn.ts'
import { commandLinesOf, exitCodeOf, wordsOf } from '../../ops/machine.ts'
import { line, number } from './example.ts'

const pages = ['docs/whatsapp.md', 'docs/whatsapp.fr.md']
const read = (name: string): string => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8')
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
  expect(page).toContain(
    `${usd(fixed)} USD a month and at most ${usd(allMetrics)} for metrics, and up to ${usd(inTotal(whatsappMonthly))} for what is counted besides (four metrics ${usd(metrics)}, what an alarm watches ${usd(alarms)})`,
  )
  // Forty messages use less than ten metrics do in a month, those of the line included.
  expect(((listPrices.metrics.counted + 4) * 3 * 40) / 730).toBeLessThan(listPrices.metrics.free)
  const [few, many] = [usd(fixed + alarms), usd(fixed + allMetrics + inTotal(whatsappMonthly))]
  expect(page).toContain(`| the rest, at most | ${few} | ${many} | ${many} |`)
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
  test.each(languages)(
    'a card for a number that is on WhatsApp only says so in %s, and the text fits',
    async (language) => {
      const remark = cardRemark[language]
      const { text } = readPrinted(await drawSheet({ number: '+33639980021', language, name: 'Alex', remark }))
      expect(text.split(remark.replaceAll(' ', ''))).toHaveLength(8 + 1)
    },
  )

  test.each(languages)(
    'the file for phones says so in %s, too, in the section about looking the number up',
    (language) => {
      const subject = { ...subjectOf(), remark: (language: Language) => cardRemark[language] }
      expect(seenIn(drawLeaflet(subject, [language]))).toContain(cardRemark[language].replaceAll("'", '’'))
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
