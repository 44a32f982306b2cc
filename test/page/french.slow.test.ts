import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { createApp } from '../../cdk/synthesise.ts'
import { readAssembly } from '../../local/assembly.ts'
import { startNumber } from '../../local/number.ts'
import { accountOf } from '../../local/stage-account.ts'
import { hasChromium, startChromium } from '../../page/chromium.ts'
import { buildAssets } from '../../page/server/assets.ts'
import { startWeb } from '../../page/server/web.ts'
import { readSettings } from '../../settings/read.ts'
import { type OpenPage, openPage, violations } from './browser.ts'

const pageFolder = fileURLToPath(new URL('../../page', import.meta.url))

/** Words that hardly a sentence of the page or of an alarm does without, and that French has not. */
const english = /\b(the|of|and|is|are|texts?|repl(?:y|ies)|senders?|booked|today|hour)\b/i

describe.skipIf(!hasChromium)('The page for those who run the number in French', () => {
  let browser: Browser
  let number: Awaited<ReturnType<typeof startNumber>>
  let url: string
  let opened: OpenPage
  beforeAll(async () => {
    const settings = { ...readSettings('local'), operatorLanguage: 'fr' } as const
    const assembly = readAssembly(createApp('local', settings, { checks: false }).synth())
    const cloud = { ...assembly, port: 0, account: accountOf(settings) }
    const assets = buildAssets(pageFolder)
    ;[number, browser] = await Promise.all([startNumber({ stage: 'local', settings, cloud, assets }), startChromium()])
    url = await startWeb(number.site, 0, number.startAfresh)
    opened = await openPage(browser, url, { locale: 'fr-FR' })
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await number?.stop()
  })
  afterEach(() => expect(opened.problems).toStrictEqual([]))

  it('has no English left, once a siege is over and every alarm is unfolded', async () => {
    const { page } = opened
    await page.getByRole('button', { name: 'Siège depuis 40 numéros' }).click()
    await page.locator('.cost').waitFor({ timeout: 240_000 })
    await page.getByText('SMS reçus aujourd’hui').waitFor()
    for (const summary of await page.locator('.alarms summary').all()) await summary.click()
    // biome-ignore lint/performance/useDomNodeTextContent: what is not shown is not read.
    const words = (await page.locator('body').innerText()).replaceAll(/\w+-\w+/g, '')
    expect(words).toContain('Qui en souffre')
    expect(words.split('\n').filter((sentence) => english.test(sentence))).toStrictEqual([])
  })

  it('leads from an alarm to its section of the French guide', async () => {
    const { page } = opened
    const siege = page.locator('.alarms li', { hasText: /^\s*OK\s*Siège/ })
    const [guide] = await Promise.all([
      page.waitForEvent('popup'),
      siege.getByRole('link', { name: 'Que faire' }).click(),
    ])
    await guide.getByRole('heading', { name: 'Siege', exact: true }).waitFor()
    expect(new URL(guide.url()).pathname + new URL(guide.url()).hash).toBe('/docs/runbook.fr.md#siege')
    expect(
      await guide.getByRole('heading', { name: 'Siege', exact: true }).evaluate((it) => it.getBoundingClientRect().top),
    ).toBeLessThan(100)
  })

  it.each([
    ['light', 1440],
    ['dark', 390],
  ] as const)('shows the guide without a finding of axe, %s and %i px wide', async (colorScheme, width) => {
    const page = await browser.newPage({ locale: 'fr-FR', colorScheme, viewport: { width, height: 900 } })
    await page.goto(`${url}/docs/runbook.fr.md`)
    expect(await violations(page)).toStrictEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    await page.close()
  })
})
