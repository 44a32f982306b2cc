import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'

type Options = Pick<BrowserContextOptions, 'locale' | 'colorScheme' | 'timezoneId'> & {
  readonly width?: number
  /** Errors and warnings of the browser that the test provokes, and that don't count as problems. */
  readonly provoked?: RegExp
}

export type OpenPage = {
  readonly page: Page
  /** The errors and warnings on the console, and the uncaught errors of scripts. */
  readonly problems: readonly string[]
}

/** Opens the page in a browser context of its own, without cookies or storage, and waits for its connection. */
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

/** Sends a text from a phone. */
export const write = async (phone: Locator, text: string): Promise<void> => {
  await phone.getByRole('textbox').fill(text)
  await phone.getByRole('textbox').press('Enter')
}

/** The region of the page with the phone of a sender. */
export const phoneOf = (page: Page, sender: string) => page.getByRole('region', { name: sender })

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Violations that axe-core finds with its default rules, each with the HTML of the elements. */
export const violations = async (page: Page): Promise<unknown> => {
  await page.evaluate(axe)
  return page.evaluate(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))",
  )
}
