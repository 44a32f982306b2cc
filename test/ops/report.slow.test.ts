import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startChromium, withoutBrowser } from '../../page/chromium.ts'
import { violations } from '../../page/test/browser.ts'
import { operatorLanguages } from '../../settings/values.ts'
import { besieged, reported } from './reported.ts'

describe.skipIf(withoutBrowser)('The report, opened in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await startChromium()
  })
  afterAll(() => browser?.close())

  const empty = { TextsReceived: [['10-20T10', 5]] } as const
  const months = { 'with a siege': besieged, 'in which nothing came': empty }

  test.each(
    operatorLanguages.flatMap((language) => Object.entries(months).map((month) => [language, ...month] as const)),
  )(
    'is accessible, loads nothing, and prints on two sheets: in %s, a month %s',
    async (operatorLanguage, _, counts) => {
      const given = { settings: { operatorLanguage }, stage: `browsed-${operatorLanguage}` }
      const { month } = await reported('2026-11', counts, given)
      const page = await browser.newPage()
      const problems: string[] = []
      const requests: string[] = []
      page.on('console', (message) => problems.push(message.text()))
      page.on('request', (request) => requests.push(request.url()))
      const address = pathToFileURL(month.file).href
      await page.goto(address)
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(2)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      expect([problems, requests]).toEqual([[], [address]])
      expect(await violations(page)).toStrictEqual([])
      await page.setViewportSize({ width: 320, height: 568 })
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await page.close()
    },
  )
})
