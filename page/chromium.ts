import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Debian's: `apt-get install chromium`. */
export const chromiumPath = '/usr/bin/chromium'

export const hasChromium = existsSync(chromiumPath)

/** The browser that tests and screenshots look at the page with: it shows nothing, and asks for nothing of its own. */
export const startChromium = (): Promise<Browser> => chromium.launch({ executablePath: chromiumPath, args: [...quiet] })

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
] as const
