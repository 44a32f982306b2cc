import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { startChromium } from './chromium.ts'
import { english, type Words } from './client/english.ts'
import { french } from './client/french.ts'

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

/** Takes what both READMEs show: docs/phone.png and docs/page.png, .fr in French. */
const takeScreenshots = async (): Promise<void> => {
  const browser = await startChromium()
  try {
    await whileItRuns('fr', (url) => takePictures(browser, url, 'fr-FR', french, '.fr.png'))
    await whileItRuns('en', (url) => takePictures(browser, url, 'en-GB', english, '.png'))
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

/** The page's URL, which is printed again after the conversation with which the number begins. */
const urlIn = async (output: NodeJS.ReadableStream): Promise<string> => {
  let printed = 0
  for await (const line of createInterface(output)) {
    const [, url] = /^Phones +(http:\S+)/.exec(line) ?? []
    if (url !== undefined && ++printed === 2) return url
  }
  throw new Error('npm start ended before it said where its page is.')
}

/** Takes the phone with the first conversation, then the page after a siege. */
const takePictures = async (
  browser: Browser,
  url: string,
  locale: string,
  words: Words,
  ending: string,
): Promise<void> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1040 }, locale, colorScheme: 'light' })
  await page.goto(url)
  await page.getByText(words.lastBeat(0).split('.', 1).join()).waitFor({ timeout: 60_000 })
  await page.locator('.phone').screenshot({ path: path(`../docs/phone${ending}`) })
  await page.getByRole('button', { name: words.experiment.siege }).click()
  await page.locator('.result').waitFor({ timeout: 300_000 })
  await page.getByText(words.situation.siege).waitFor({ timeout: 30_000 })
  // Neither hover nor focus shows which button was pressed.
  await page.mouse.move(0, 0)
  await page.evaluate('document.activeElement.blur(); scrollTo(0, 0)')
  await page.screenshot({ path: path(`../docs/page${ending}`) })
  await page.close()
}

await takeScreenshots()
