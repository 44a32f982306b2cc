import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Debian's: `apt-get install chromium`. */
const chromiumPath = '/usr/bin/chromium'

/** Whether tests leave out what needs a browser, which they only do when they are told to. */
export const withoutBrowser = process.env['WITHOUT_BROWSER'] === '1'

/** Starts a browser without a window, which makes no requests of its own. Throws if there is none. */
export const startChromium = async (): Promise<Browser> => {
  if (!existsSync(chromiumPath))
    throw new Error(
      `There is no ${chromiumPath}: apt-get install chromium, or set WITHOUT_BROWSER=1 to leave its tests out.`,
    )
  return await chromium.launch({ executablePath: chromiumPath, args: quiet })
}

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
