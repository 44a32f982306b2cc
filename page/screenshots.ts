import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { startChromium } from './chromium.ts'
import { english, type Words } from './client/english.ts'
import { french } from './client/french.ts'
import { recordedPage, startRecording, wordsAt } from './recording.ts'

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

/** Takes what both READMEs show: docs/page.png, .fr in French, and docs/siege.html, a recording in both languages. */
const takeScreenshots = async (): Promise<void> => {
  const browser = await startChromium()
  try {
    const said = await whileItRuns('fr', async (url) => {
      await takePicture(browser, url, 'fr-FR', french, 'page.fr')
      return wordsAt(url)
    })
    await whileItRuns('en', async (url) => {
      const recording = await startRecording(url)
      await takePicture(browser, url, 'en-GB', english, 'page')
      writeFileSync(path('../docs/siege.html'), await recordedPage({ ...(await recording.end()), french: said }))
    })
  } finally {
    await browser.close()
  }
}

const whileItRuns = async <T>(language: string, take: (url: string) => Promise<T>): Promise<T> => {
  const program = spawn(process.execPath, [path('../local/start.js')], {
    env: { ...process.env, LC_ALL: language, PORT: '0', AWS_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    return await take(await urlIn(program.stdout))
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

/** Shows the first conversation, and what a siege costs. */
const takePicture = async (
  browser: Browser,
  url: string,
  locale: string,
  words: Words,
  name: string,
): Promise<void> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale, colorScheme: 'light' })
  await page.goto(url)
  await page.getByText(words.lastBeat(0).split('.', 1).join()).waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: words.experiment['siege-many'] }).click()
  await page.locator('.result').waitFor({ timeout: 300_000 })
  await page.getByText(words.situation.siege).waitFor({ timeout: 30_000 })
  // Neither hover nor focus shows which button was pressed.
  await page.mouse.move(0, 0)
  await page.evaluate('document.activeElement.blur(); scrollTo(0, 0)')
  await page.screenshot({ path: path(`../docs/${name}.png`) })
  await page.close()
}

await takeScreenshots()
