import { fileURLToPath } from 'node:url'

import { createApp } from '../../cdk/synthesise.ts'
import { type Account, readAssembly, unlimitedRates } from '../../emulator/index.ts'
import { startNumber } from '../../local/number.ts'
import { startChromium } from '../../page/chromium.ts'
import { buildAssets } from '../../page/server/assets.ts'
import { startWeb } from '../../page/server/web.ts'
import { readSettings } from '../../settings/read.ts'
import type { Settings } from '../../settings/schema.ts'
import { withRaisedRate } from '../raised-quotas.ts'
import { openPage } from './browser.ts'

type Options = {
  readonly stage?: string
  readonly settings?: Partial<Settings>
  readonly account?: Partial<Account>
  /** The locale of the browser. */
  readonly locale?: string
}

const pageFolder = fileURLToPath(new URL('../../page', import.meta.url))

/** Starts a stage in an embedded cloud, and opens its page in a browser. */
export const startRunningPage = async ({ stage = 'local', settings: changes, account, locale }: Options = {}) => {
  const settings = withRaisedRate({ ...readSettings(stage), ...changes })
  const assembly = readAssembly(createApp(stage, settings, { checks: false }).synth().directory)
  const cloud = { ...assembly, port: 0, account: { requestRates: unlimitedRates, ...account } }
  const options = { stage, settings, cloud, assets: buildAssets(pageFolder) }
  const [number, browser] = await Promise.all([startNumber(options), startChromium()])
  const url = await startWeb(number.site, 0, number.startAfresh)
  const stop = async (): Promise<void> => {
    await browser.close()
    await number.stop()
  }
  return { browser, url, stop, opened: await openPage(browser, url, locale === undefined ? {} : { locale }) }
}

export type RunningPage = Awaited<ReturnType<typeof startRunningPage>>
