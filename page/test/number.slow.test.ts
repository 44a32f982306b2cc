import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { createApp } from '../../cdk/synthesise.ts'
import { type Account, readAssembly, unlimitedRates } from '../../emulator/index.ts'
import { startNumber } from '../../local/stage.ts'
import { readSettings } from '../../settings/read.ts'
import type { Settings } from '../../settings/schema.ts'
import { hour } from '../../shared/rules/timing.ts'
import { withRaisedRate } from '../../test/e2e/running-number.ts'
import { hasChromium, startChromium } from '../chromium.ts'
import { buildAssets } from '../server/site.ts'
import { startWeb } from '../server/web.ts'
import { openPage, phoneOf, violations } from './browser.ts'

type Options = {
  readonly stage?: string
  readonly settings?: Partial<Settings>
  readonly account?: Partial<Account>
  /** The locale of the browser. */
  readonly locale?: string
}

/** Starts a stage in an embedded cloud, and opens its page in a browser. */
const startRunningPage = async ({ stage = 'local', settings: changes, account, locale }: Options = {}) => {
  const settings = withRaisedRate({ ...readSettings(stage), ...changes })
  const assembly = readAssembly(createApp(stage, settings, { checks: false }).synth().directory)
  const cloud = { ...assembly, port: 0, account: { requestRates: unlimitedRates, ...account } }
  const options = { stage, settings, cloud, assets: buildAssets() }
  const [number, browser] = await Promise.all([startNumber(options), startChromium()])
  const url = await startWeb(number.site, 0, number.startAfresh)
  const stop = async (): Promise<void> => {
    await browser.close()
    await number.stop()
  }
  return { browser, url, stop, opened: await openPage(browser, url, locale === undefined ? {} : { locale }) }
}

type RunningPage = Awaited<ReturnType<typeof startRunningPage>>

/** The page takes this long only on a busy machine. */
const patience = { timeout: 60_000 }

describe.skipIf(!hasChromium)('The page of a running number', () => {
  let running: RunningPage
  let opened: RunningPage['opened']
  beforeAll(async () => {
    running = await startRunningPage()
    ;({ opened } = running)
  }, 120_000)
  afterAll(() => running?.stop())
  afterEach(() => expect(opened.problems).toStrictEqual([]))

  const shownIn = async (widget: string, series: string): Promise<number> => {
    const shown = await opened.page.getByRole('article').filter({ hasText: widget }).textContent()
    return Number(new RegExp(`${series}\\s+([\\d,]+)`).exec(shown ?? '')?.[1]?.replaceAll(',', ''))
  }

  it('sends a text and shows the reply, the reason and the delivery, and why a second text gets no reply', async () => {
    const { page } = opened
    const phone = page.locator('.phone').first()
    await phone.getByRole('textbox').fill('<b>Salut</b>, on se voit quand ?')
    await phone.getByRole('textbox').press('Enter')
    await phone.getByText('<b>Salut</b>, on se voit quand ?').waitFor()
    // Near the end of an hour, the reply may be booked into the next one.
    await phone
      .locator('.bubble.reply')
      .getByText('Si vous recevez ce message')
      .waitFor({ timeout: hour / 30 })
    await phone
      .getByText(/^Answered at .*: after a while, so that the victim has time to leave\. The reply arrived\.$/)
      .waitFor()
    await phone.getByRole('textbox').fill('Allô ?')
    await phone.getByRole('button', { name: 'Send' }).click()
    await phone.getByText('Silence: answered recently.').waitFor()
  }, 150_000)

  it('shows that a harasser ends up blocked', async () => {
    const { page } = opened
    await page.getByRole('button', { name: 'A persistent harasser' }).click()
    await page.getByText('25 texts decided, 1 answered. Silence: blocked 4, answered recently 20.').waitFor(patience)
    const harasser = (await page.locator('.phone').last().getAttribute('data-sender')) ?? ''
    expect(await phoneOf(page, harasser).locator('.verdict', { hasText: 'Silence: blocked.' }).count()).toBe(4)
    await expect.poll(() => shownIn('Senders blocked today', 'sender'), patience).toBe(1)
  })

  it('stays responsive during a siege: bookings grow, an alarm goes off, and the cost is shown', async () => {
    const { page } = opened
    await expect.poll(() => shownIn('Parts booked by the hour', 'booked, for then or later'), patience).toBe(2)
    await page.getByRole('button', { name: 'Siege from 5,000 numbers' }).click()
    await page.getByRole('progressbar').waitFor()
    await expect
      .poll(() => shownIn('Parts booked by the hour', 'booked, for then or later'), patience)
      .toBeGreaterThan(10)
    await page.getByRole('button', { name: 'Pause replies' }).click()
    await page.getByText('Replies are paused').waitFor()
    // The replies were paused during the siege, not after it.
    expect(await page.getByRole('progressbar').isVisible()).toBe(true)
    await page.locator('.alarms li', { hasText: 'Siege' }).getByText('In alarm').waitFor(patience)
    await page.getByRole('button', { name: 'Stop the siege' }).click()
    await page.getByText(/^Cost: €[\d.]+\. A number that answers every text .* would have paid €/).waitFor()
  }, 300_000)

  it('starts afresh: it forgets everything, and then works as at first', async () => {
    const { page } = opened
    await page.getByRole('button', { name: 'Start afresh' }).click()
    await page.getByText('Nothing yet. Write a first text below.').waitFor(patience)
    await page.getByText('Live', { exact: true }).waitFor(patience)
    expect(await page.locator('.bubble').count()).toBe(0)
    await expect.poll(() => shownIn('Senders blocked today', 'senders'), patience).toBe(0)
    expect(await page.getByText('Replies are paused').count()).toBe(0)
    const phone = page.locator('.phone').first()
    await phone.getByRole('textbox').fill('Salut')
    await phone.getByRole('textbox').press('Enter')
    await phone.getByText('Answered at').waitFor({ timeout: 150_000 })
  }, 300_000)
})

/** English words that occur in almost every sentence of the page and of the alarms, and that are not French. */
const englishWords = /\b(the|of|and|is|are|texts?|repl(?:y|ies)|senders?|booked|today|hour)\b/i

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
    expect(words.split('\n').filter((sentence) => englishWords.test(sentence))).toStrictEqual([])
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
