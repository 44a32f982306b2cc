import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

import { chromiumPath, hasChromium } from '../../page/chromium.ts'

if (!hasChromium) console.log(`The page is not tested: there is no ${chromiumPath} (apt-get install chromium).`)

type Options = Pick<BrowserContextOptions, 'locale' | 'colorScheme'> & {
  readonly width?: number
  /** What the browser may complain of, as a test provokes it. */
  readonly provoked?: RegExp
}

export type OpenPage = {
  readonly page: Page
  /** Every error that the console showed, and every script's. */
  readonly problems: readonly string[]
}

/** Opens the number's page in a browser of its own, as it were: no cookie, no storage. */
export const openPage = async (
  browser: Browser,
  url: string,
  { width = 1440, provoked, locale = 'en-GB', ...options }: Options = {},
): Promise<OpenPage> => {
  const context = await browser.newContext({ ...options, locale, viewport: { width, height: 900 } })
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  const problems: string[] = []
  const note = (problem: string): void => {
    if (!provoked?.test(problem)) problems.push(problem)
  }
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') note(message.text())
  })
  page.on('pageerror', (error) => note(error.message))
  await page.goto(url)
  await page.locator('.connection.live').waitFor()
  return { page, problems }
}

/** The phone of a sender. */
export const phoneOf = (page: Page, sender: string) => page.getByRole('region', { name: sender })

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds wrong, WCAG 2.2 AA and its best practices, each with where. */
export const violations = async (page: Page): Promise<unknown> => {
  await page.evaluate(axe)
  return page.evaluate(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))",
  )
}
