import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'

import { startChromium } from '../../page/chromium.ts'
import type { Stage } from '../../page/client/protocol.ts'
import { type OpenPage, openPage } from './browser.ts'
import { startFakeNumber } from './fake-number.ts'
import { stage } from './fake-stage.ts'

/** Gives each test of a suite a fake number and pages of it in one browser. A problem on any page fails the test. */
export const useFakeNumber = (shown: Stage = stage) => {
  let browser: Browser
  let number: Awaited<ReturnType<typeof startFakeNumber>>
  const opened: OpenPage[] = []
  beforeAll(async () => {
    browser = await startChromium()
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    number = await startFakeNumber(shown)
  })
  afterEach(async () => {
    await Promise.all(opened.map(({ page }) => page.context().close()))
    await number.stop()
    expect(opened.splice(0).flatMap(({ problems }) => problems)).toStrictEqual([])
  })
  return {
    number: () => number,
    open: async (options: Parameters<typeof openPage>[2] = {}) => {
      const page = await openPage(browser, number.url, options)
      opened.push(page)
      return page.page
    },
  }
}
