import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { hasChromium } from '../../page/chromium.ts'
import { violations } from './browser.ts'
import { type RunningPage, startRunningPage } from './running-page.ts'

/** English words that occur in almost every sentence of the page and of the alarms, and that are not French. */
const english = /\b(the|of|and|is|are|texts?|repl(?:y|ies)|senders?|booked|today|hour)\b/i

describe.skipIf(!hasChromium)('The page for operators in French', () => {
  let running: RunningPage
  let browser: RunningPage['browser']
  let url: RunningPage['url']
  let opened: RunningPage['opened']
  beforeAll(async () => {
    running = await startRunningPage({ settings: { operatorLanguage: 'fr' }, locale: 'fr-FR' })
    ;({ browser, url, opened } = running)
  }, 120_000)
  afterAll(() => running?.stop())
  afterEach(() => expect(opened.problems).toStrictEqual([]))

  it('has no English left after a siege, with every alarm expanded', async () => {
    const { page } = opened
    await page.getByRole('button', { name: 'Siège depuis 40 numéros' }).click()
    await page.locator('.cost').waitFor({ timeout: 240_000 })
    await page.getByText('SMS reçus aujourd’hui').waitFor()
    for (const summary of await page.locator('.alarms summary').all()) await summary.click()
    const [shown = ''] = await page.locator('body').allInnerTexts()
    const words = shown.replaceAll(/\w+-\w+/g, '')
    expect(words).toContain('Qui en souffre')
    expect(words.split('\n').filter((sentence) => english.test(sentence))).toStrictEqual([])
  })

  it.each([
    ['light', 1440],
    ['dark', 390],
  ] as const)('shows the runbook without violations of axe: %s, %i px wide', async (colorScheme, width) => {
    const page = await browser.newPage({ locale: 'fr-FR', colorScheme, viewport: { width, height: 900 } })
    await page.goto(`${url}/docs/runbook.fr.md`)
    expect(await violations(page)).toStrictEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    await page.close()
  })
})
