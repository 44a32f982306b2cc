import { fileURLToPath } from 'node:url'

import { createApp } from '../../cdk/synthesise.ts'
import type { Account } from '../../local/account.ts'
import { readAssembly } from '../../local/assembly.ts'
import { startNumber } from '../../local/number.ts'
import { judgePolicies } from '../../local/policy-judge.ts'
import { accountOf } from '../../local/stage-account.ts'
import { startChromium } from '../../page/chromium.ts'
import { buildAssets } from '../../page/server/site.ts'
import { startWeb } from '../../page/server/web.ts'
import { readSettings } from '../../settings/read.ts'
import type { Settings } from '../../settings/schema.ts'
import { raisedQuotas, withRaisedRate } from '../raised-quotas.ts'
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
  const assembly = readAssembly(createApp(stage, settings, { checks: false }).synth())
  const inAccount = { ...accountOf(settings), requestRates: raisedQuotas, ...account }
  const cloud = { ...assembly, judge: judgePolicies, port: 0, account: inAccount }
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
