import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Debian's: `apt-get install chromium`. */
export const chromiumPath = '/usr/bin/chromium'

export const hasChromium = existsSync(chromiumPath)

/** Starts the browser for tests and screenshots. It is headless, and makes no requests of its own. */
export const startChromium = (): Promise<Browser> => chromium.launch({ executablePath: chromiumPath, args: [...quiet] })

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
] as const
