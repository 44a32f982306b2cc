import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { startChromium } from './chromium.ts'
import { english, type Words } from './client/english.ts'
import { french } from './client/french.ts'
import { recordedPage, startRecording } from './recording.ts'

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

/** Takes what both READMEs show: docs/page.png, and a recording, docs/siege.html; .fr in French. */
const takeScreenshots = async (): Promise<void> => {
  const browser = await startChromium()
  try {
    for (const [language, locale, words, suffix] of [
      ['en', 'en-GB', english, ''],
      ['fr', 'fr-FR', french, '.fr'],
    ] as const)
      await whileItRuns(language, async (url) => {
        const recording = await startRecording(url)
        await takeWide(browser, url, locale, words, `page${suffix}`)
        writeFileSync(path(`../docs/siege${suffix}.html`), await recordedPage(await recording.end(), language))
      })
  } finally {
    await browser.close()
  }
}

const whileItRuns = async (language: string, take: (url: string) => Promise<void>): Promise<void> => {
  const program = spawn(process.execPath, [path('../local/start.js')], {
    env: { ...process.env, LC_ALL: language, PORT: '0', AWS_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await take(await urlIn(program.stdout))
  } finally {
    program.kill()
  }
}

const urlIn = async (output: NodeJS.ReadableStream): Promise<string> => {
  for await (const line of createInterface(output)) {
    const [, url] = /^Phones +(http:\S+)/.exec(line) ?? []
    if (url !== undefined) return url
  }
  throw new Error('npm start ended before it said where its page is.')
}

/** Shows a text and its reply, a harasser beside it, and a siege with its alarm and its figures. */
const takeWide = async (browser: Browser, url: string, locale: string, words: Words, name: string): Promise<void> => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1400 }, locale, colorScheme: 'light' })
  await page.goto(url)
  await page.locator('.phone button.quiet').nth(1).click()
  await sendAndWait(page, "Salut, c'est Kevin du bar. On se voit quand ?", '.bubble.reply')
  await sendAndWait(page, 'Allô ?', '.verdict.silent')
  await page.getByRole('button', { name: words.experiment.harasser }).click()
  await page
    .locator('.verdict', { hasText: words.silence(...words.reasons.blocked) })
    .first()
    .waitFor()
  await page.getByRole('button', { name: words.experiment['siege-few'] }).click()
  await page.locator('.cost').waitFor({ timeout: 120_000 })
  // This is the number of texts from npm start, the two phones and the siege. The dashboard is a second behind.
  const texts = new Intl.NumberFormat(locale).format(5029)
  await page.locator('.widget.singleValue').first().getByText(texts).waitFor({ timeout: 30_000 })
  await page.locator('.alarm').first().waitFor({ timeout: 30_000 })
  await takePicture(page, name)
}

/** Removes hover and focus first, so that the picture doesn't show which buttons were pressed. */
const takePicture = async (page: Page, name: string): Promise<void> => {
  await page.mouse.move(0, 0)
  await page.evaluate('document.activeElement.blur(); scrollTo(0, 0)')
  await page.screenshot({ path: path(`../docs/${name}.png`) })
}

const sendAndWait = async (page: Page, text: string, result: string): Promise<void> => {
  const phone = page.locator('.phone.shown')
  await phone.getByRole('textbox').fill(text)
  await phone.getByRole('textbox').press('Enter')
  await phone.locator(result).waitFor()
}

await takeScreenshots()
