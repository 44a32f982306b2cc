import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { drawLeaflet } from '../../../ops/card/leaflet/leaflet.ts'
import { hasChromium, startChromium } from '../../../page/chromium.ts'
import { violations } from '../../../page/test/browser.ts'
import { type Language, languages } from '../../../shared/rules/messages.ts'
import { subjectOf } from './drawn.ts'

const all = languages as readonly [Language, ...Language[]]
const national = '0460 00 00 00'
const international = '+32 460 00 00 00'

describe.skipIf(!hasChromium)('The file, opened on a phone', () => {
  let browser: Browser
  const folder = mkdtempSync(`${tmpdir()}/leaflet-`)
  beforeAll(async () => {
    browser = await startChromium()
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true })
  })

  const problems: string[] = []
  const requests: string[] = []
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
    // The page may load only itself, and a violation of its content security policy would be an error.
    expect(requests.splice(0).filter((url) => !/^file:.*\/notes\.html$|^blob:/.test(url))).toStrictEqual([])
    expect(problems.splice(0)).toStrictEqual([])
  })

  const open = async (options: BrowserContextOptions = {}, shown: readonly [Language, ...Language[]] = ['en']) => {
    const file = `${folder}/notes.html`
    writeFileSync(file, drawLeaflet(subjectOf({ countries: ['BE', 'FR'] }), shown))
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, offline: true, ...options })
    context.on('request', (request) => requests.push(request.url()))
    const page = await context.newPage()
    page.on('console', (message) => problems.push(message.text()))
    page.on('pageerror', (error) => problems.push(error.message))
    await page.goto(pathToFileURL(file).href)
    return page
  }
  const textOf = (page: Page): Promise<string> => page.evaluate('document.body.innerText')
  const showing = (page: Page) => page.getByRole('button', { name: 'Show the number' })
  const hiding = (page: Page) => page.getByRole('button', { name: 'Hide the number' })

  test('shows the number only after a tap, and removes it after another, in the national and in the international format', async () => {
    const page = await open({ hasTouch: true })
    expect(await textOf(page)).not.toContain('460')
    expect(await page.getByRole('textbox').count()).toBe(0)
    await showing(page).tap()
    expect(await textOf(page)).toContain(`${national}\n${international}`)
    await hiding(page).tap()
    expect(await page.content()).not.toContain(national)
    expect(await page.content()).not.toContain(international)
    expect(await page.getByRole('textbox').count()).toBe(0)
  })

  test('shows it by keyboard, and announces it to a screen reader', async () => {
    const page = await open()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await hiding(page).getAttribute('aria-expanded')).toBe('true')
    expect(await page.getByRole('status').textContent()).toBe(`${national}${international}`)
    expect(await page.evaluate('document.activeElement.className')).toBe('toggle')
    await page.keyboard.press('Space')
    expect(await showing(page).getAttribute('aria-expanded')).toBe('false')
  })

  test('hides it when the user leaves the page, since somebody else may be looking when they come back', async () => {
    const page = await open()
    await showing(page).click()
    await page.evaluate("dispatchEvent(new Event('pagehide'))")
    expect(await textOf(page)).not.toContain(national)
  })

  const saved = async (page: Page, save: () => Promise<void>) => {
    const [download] = await Promise.all([page.waitForEvent('download'), save()])
    return [download.suggestedFilename(), readFileSync(await download.path(), 'utf8')]
  }
  const contact = (name: string) =>
    `BEGIN:VCARD\r\nVERSION:3.0\r\nN:;${name};;;\r\nFN:${name}\r\nTEL;TYPE=CELL:+32460000000\r\nEND:VCARD`

  test('saves the number as a contact, under a first name that can be edited', async () => {
    const page = await open()
    await showing(page).click()
    const press = () => page.getByRole('button', { name: 'Save' }).click()
    expect(await saved(page, press)).toEqual(['Alex.vcf', contact('Alex')])
    await page.getByRole('textbox', { name: 'First name of the contact' }).fill('Zoé')
    expect(await saved(page, () => page.keyboard.press('Enter'))).toEqual(['Zoé.vcf', contact('Zoé')])
  })

  test('saves a valid contact, whatever is typed as the name', async () => {
    const page = await open()
    await showing(page).click()
    const name = page.getByRole('textbox')
    await name.fill(' Jo;TEL:1\\,/..')
    expect(await saved(page, () => page.keyboard.press('Enter'))).toEqual(['JoTEL.vcf', contact('JoTEL')])
    await name.fill(';;')
    expect(await saved(page, () => page.keyboard.press('Enter'))).toEqual(['Alex.vcf', contact('Alex')])
  })

  test('prints the number only while it is shown', async () => {
    const page = await open()
    await page.emulateMedia({ media: 'print' })
    expect(await textOf(page)).not.toMatch(/0460|Show/)
    expect(await page.locator('.number').isVisible()).toBe(false)
    await page.emulateMedia({ media: 'screen' })
    await page.evaluate('print = () => { document.body.dataset.printed = "yes" }')
    await showing(page).click()
    await page.getByRole('button', { name: 'Print' }).click()
    expect(await page.locator('body').getAttribute('data-printed')).toBe('yes')
    await page.emulateMedia({ media: 'print' })
    expect(await textOf(page)).toContain(national)
    expect(await textOf(page)).not.toMatch(/Hide|Save\n|First name/)
    await page.emulateMedia({ media: 'screen' })
    await hiding(page).click()
    await page.emulateMedia({ media: 'print' })
    expect(await textOf(page)).not.toContain('0460')
  })

  test('is readable without JavaScript, and says that only the number needs it', async () => {
    const page = await open({ javaScriptEnabled: false })
    const text = await textOf(page)
    expect(text).toContain('The number stays hidden until JavaScript shows it')
    for (const heading of ['What the person will get', 'When it doesn’t protect you', 'If you are in danger'])
      expect(text).toContain(heading)
    expect(await page.getByRole('button').count()).toBe(0)
    expect(text).not.toContain('0460')
  })

  test('has a button for each language, and a link to each', async () => {
    const page = await open({}, all)
    await page.getByRole('navigation').getByRole('link', { name: 'Nederlands' }).click()
    await page.getByRole('button', { name: 'Nummer tonen' }).click()
    expect((await textOf(page)).split(national)).toHaveLength(2)
    await page.getByRole('region', { name: 'Een nummer om te geven' }).getByText(national).first().waitFor()
  })

  test.each(['light', 'dark'] as const)('is accessible, %s', async (colorScheme) => {
    const page = await open({ colorScheme }, all)
    expect(await violations(page)).toStrictEqual([])
    await showing(page).click()
    expect(await violations(page)).toStrictEqual([])
  })

  test('fits a viewport of 320 px, in every language', async () => {
    const page = await open({ viewport: { width: 320, height: 568 } }, all)
    for (const button of await page.locator('.toggle').all()) await button.click()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
  })
})
