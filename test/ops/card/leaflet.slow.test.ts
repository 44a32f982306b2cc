import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { wordsIn } from '../../../ops/card/languages.ts'
import { drawLeaflet } from '../../../ops/card/leaflet/leaflet.ts'
import { startChromium, withoutBrowser } from '../../../page/chromium.ts'
import { violations } from '../../../page/test/browser.ts'
import { type Language, languages } from '../../../shared/rules/messages.ts'
import { byPigeon, subjectOf } from './drawn.ts'

const all = languages as readonly [Language, ...Language[]]
const national = '0460 00 00 00'
const international = '+32 460 00 00 00'
const subject = subjectOf({ countries: ['BE', 'FR'] })
const smallScreen = { width: 320, height: 568 }

describe.skipIf(withoutBrowser)('The file, opened on a phone', () => {
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
    const others = requests.splice(0).filter((url) => !/^file:.*\/notes\.html$|^blob:|^about:blank$/.test(url))
    expect(others).toStrictEqual([])
    expect(problems.splice(0)).toStrictEqual([])
  })

  const open = async (
    options: BrowserContextOptions = {},
    shown: readonly [Language, ...Language[]] = ['en'],
    drawn = subject,
  ) => {
    const file = `${folder}/notes.html`
    writeFileSync(file, drawLeaflet(drawn, shown))
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, offline: true, ...options })
    context.on('request', (request) => requests.push(request.url()))
    const page = await context.newPage()
    page.on('console', (message) => problems.push(message.text()))
    page.on('pageerror', (error) => problems.push(error.message))
    if (options.javaScriptEnabled !== false) await page.clock.install()
    await page.goto(pathToFileURL(file).href)
    return page
  }
  const textOf = (page: Page): Promise<string> => page.evaluate('document.body.innerText')
  const wordsOf = async (page: Page): Promise<readonly string[]> => (await textOf(page)).split(/\n+/)
  const more = (page: Page, language: Language = 'en') =>
    page.getByText(wordsIn[language].leaflet.more, { exact: true })
  /** What can be seen of the file by somebody who is not meant to read it. */
  const harmless = (language: Language) => [wordsIn[language].leaflet.title, ...wordsIn[language].leaflet.list]

  test.each([true, false])('shows all, and the buttons that work: scripts %s', async (javaScriptEnabled) => {
    const page = await open({ hasTouch: true, javaScriptEnabled })
    expect(await textOf(page)).not.toContain('460')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await textOf(page)).toContain(`${national}\n${international}`)
    await page.keyboard.press('Space')
    expect(await textOf(page)).not.toContain('460')
    await more(page).tap()
    for (const shown of [
      national,
      'What the person will get',
      'When it doesn’t protect you',
      'What stays on your phone',
    ])
      expect(await textOf(page)).toContain(shown)
    for (const role of ['button', 'textbox'] as const)
      expect((await page.getByRole(role).count()) > 0).toBe(javaScriptEnabled)
    await more(page).tap()
    expect(await textOf(page)).not.toContain(national)
  })

  test('is a shopping list on a small screen in each language, until it is touched', async () => {
    for (const language of all) {
      const page = await open({ viewport: smallScreen }, [language])
      const { more, links } = wordsIn[language].leaflet
      expect(await wordsOf(page)).toEqual([...harmless(language), more, links])
      expect(await page.getByRole('button').count()).toBe(0)
      expect(await page.evaluate('document.documentElement.scrollHeight')).toBe(smallScreen.height)
      await page.context().close()
    }
  })

  test('hides the number when its user leaves the page, since somebody else may look when they come back', async () => {
    const page = await open()
    for (const event of [
      "dispatchEvent(new Event('pagehide'))",
      "Object.defineProperty(document, 'hidden', { value: true }); document.dispatchEvent(new Event('visibilitychange'))",
    ]) {
      await more(page).click()
      expect(await textOf(page)).toContain(national)
      await page.evaluate(event)
      expect(await wordsOf(page)).toEqual([...harmless('en'), 'More notes', 'Links'])
    }
  })

  test('hides the number when the phone has not been touched for two minutes', async () => {
    const page = await open()
    await more(page).click()
    // Showing the number scrolls to it with the next frame, which counts as a touch, too.
    await page.screenshot()
    // Time goes on by itself, too, so some seconds are left for a busy machine.
    await page.clock.runFor('01:40')
    await page.keyboard.press('Shift')
    await page.clock.runFor('01:40')
    expect(await textOf(page)).toContain(national)
    await page.clock.runFor('00:21')
    expect(await textOf(page)).not.toContain(national)
  })

  test('leaves nothing but the shopping list at a touch, and going back does not show the number', async () => {
    const page = await open({ hasTouch: true }, all)
    await more(page, 'nl').tap()
    const length = await page.evaluate('history.length')
    await page.getByRole('button', { name: 'Snel weg' }).tap()
    expect(await wordsOf(page)).toEqual(harmless('fr'))
    expect(await page.content()).not.toContain('460')
    expect(await page.evaluate('history.length')).toBe(length)
    await page.goto('about:blank')
    await page.goBack()
    expect(await textOf(page)).not.toContain('460')
  })

  test.each([true, false])(
    'is a shopping list in each way to come back to it: scripts %s',
    async (javaScriptEnabled) => {
      const page = await open({ javaScriptEnabled })
      const listed = await wordsOf(page)
      const read = async () => {
        await more(page).click()
        for (const link of await page.locator('a:not([href^="tel:"], [href^="sms:"]):visible').all()) await link.click()
        expect(await textOf(page)).toContain(national)
      }
      await read()
      await page.reload()
      expect(await wordsOf(page)).toEqual(listed)
      await read()
      await page.goto('about:blank')
      await page.goBack()
      expect(await wordsOf(page)).toEqual(listed)
      await read()
      const restored = await page.context().newPage()
      await restored.goto(page.url())
      expect(await wordsOf(restored)).toEqual(listed)
    },
  )

  test('shows the number and whom to call in danger at once, on a small screen', async () => {
    const page = await open({ viewport: { width: 360, height: 640 } }, ['fr'], subjectOf({ countries: ['FR'] }))
    await more(page, 'fr').click()
    const leave = await page.getByRole('button', { name: wordsIn.fr.leaflet.leave }).boundingBox()
    for (const seen of [national, '17', 'SMS 114', '15', '112']) {
      const place = await page.getByText(seen, { exact: true }).boundingBox()
      expect(place?.y).toBeGreaterThan(0)
      expect((place?.y ?? 0) + (place?.height ?? 0)).toBeLessThan(leave?.y ?? 0)
    }
  })

  test('saves the number as a contact, under a first name to edit, with its network as last name', async () => {
    const page = await open({}, ['en'], subjectOf({ remark: byPigeon }))
    await more(page).click()
    const saved = async (save: () => Promise<void>) => {
      const [download] = await Promise.all([page.waitForEvent('download'), save()])
      return [download.suggestedFilename(), readFileSync(await download.path(), 'utf8')]
    }
    const contact = (name: string) =>
      `BEGIN:VCARD\r\nVERSION:3.0\r\nN:Pigeon;${name};;;\r\nFN:${name} Pigeon\r\nTEL;TYPE=CELL:+32460000000\r\nEND:VCARD`
    const press = () => page.getByRole('button', { name: 'Save' }).click()
    expect(await saved(press)).toEqual(['Alex.vcf', contact('Alex')])
    for (const [typed, name] of [
      ['Zoé', 'Zoé'],
      [' Jo;TEL:1\\,/..', 'JoTEL'],
      [';;', 'Alex'],
    ] as const) {
      await page.getByRole('textbox', { name: 'First name of the contact' }).fill(typed)
      expect(await saved(() => page.keyboard.press('Enter'))).toEqual([`${name}.vcf`, contact(name)])
    }
  })

  test.each(['light', 'dark'] as const)('is accessible, %s', async (colorScheme) => {
    const page = await open({ colorScheme }, all)
    await more(page).click()
    expect(await violations(page)).toStrictEqual([])
    await page.getByRole('button', { name: 'Leave now' }).click()
    expect(await violations(page)).toStrictEqual([])
  })

  test('scrolls to the number, in one line, in every language on a small screen', async () => {
    const page = await open({ viewport: smallScreen }, all)
    for (const language of all) {
      await more(page, language).click()
      const place = await page.getByText(national).and(page.locator(':visible')).boundingBox()
      expect(place?.y).toBeGreaterThan(0)
      expect(place?.y).toBeLessThan(200)
      expect(place?.height).toBeLessThan(50)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
    }
  })
})
