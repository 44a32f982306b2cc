import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'

import { startChromium } from './chromium.ts'

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

/** Takes the README's pictures of a running number: docs/page.png and docs/page-phone.png. */
const takeScreenshots = async (): Promise<void> => {
  mkdirSync(path('../docs'), { recursive: true })
  const program = spawn(process.execPath, [path('../local/start.js')], {
    env: { ...process.env, PORT: '0', AWS_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const browser = await startChromium()
  try {
    const url = await urlIn(program.stdout)
    await takeWide(browser, url)
    await takeNarrow(browser, url)
  } finally {
    await browser.close()
    program.kill()
  }
}

/** Finds the page's URL in the output of `npm start`, as soon as it appears. */
const urlIn = async (output: NodeJS.ReadableStream): Promise<string> => {
  for await (const line of createInterface(output)) {
    const [, url] = /^Phones +(http:\S+)/.exec(line) ?? []
    if (url !== undefined) return url
  }
  throw new Error('npm start ended before it said where its page is.')
}

/** Shows a text and its reply, a harasser beside it, and a siege on the dashboard. */
const takeWide = async (browser: Browser, url: string): Promise<void> => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1400 }, locale: 'en-GB', colorScheme: 'light' })
  await page.goto(url)
  await page.getByRole('button', { name: 'Close the phone' }).nth(1).click()
  await sendAndWait(page, "Salut, c'est Kevin du bar. On se voit quand ?", '.bubble.reply')
  await sendAndWait(page, 'Allô ?', '.verdict.silent')
  await page.getByRole('button', { name: 'A persistent harasser' }).click()
  await page.locator('.verdict', { hasText: 'Silence: blocked' }).first().waitFor()
  await page.getByRole('button', { name: 'Siege from 40 numbers' }).click()
  await page.locator('.cost').waitFor({ timeout: 120_000 })
  // This is the number of texts from npm start, the two phones and the siege. The dashboard is a second behind.
  await page.locator('.widget', { hasText: 'Texts today' }).getByText('5,029').waitFor({ timeout: 30_000 })
  await page.locator('.alarms .ALARM').first().waitFor({ timeout: 30_000 })
  await takePicture(page, 'page')
}

const takeNarrow = async (browser: Browser, url: string): Promise<void> => {
  const page = await browser.newPage({
    viewport: { width: 360, height: 860 },
    deviceScaleFactor: 2,
    locale: 'fr-FR',
    colorScheme: 'dark',
  })
  await page.goto(url)
  await sendAndWait(page, 'Coucou, tu me reconnais ?', '.bubble.reply')
  await takePicture(page, 'page-phone')
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
