import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { createApp } from '../../../../cdk/synthesise.ts'
import { readAssembly } from '../../../../local/assembly.ts'
import { startNumber } from '../../../../local/number.ts'
import { accountOf } from '../../../../local/stage-account.ts'
import { hasChromium, startChromium } from '../../../../page/chromium.ts'
import { buildAssets } from '../../../../page/server/assets.ts'
import { startWeb } from '../../../../page/server/web.ts'
import { readSettings } from '../../../../settings/read.ts'
import { hour } from '../../../../shared/rules/timing.ts'
import { type OpenPage, openPage, phoneOf } from '../../../page/browser.ts'

const pageFolder = fileURLToPath(new URL('../../../../page', import.meta.url))
const [stage, patience] = ['local-whatsapp', { timeout: hour / 30 }]

describe.skipIf(!hasChromium)('The page of a number on WhatsApp that runs', () => {
  let browser: Browser
  let number: Awaited<ReturnType<typeof startNumber>>
  let opened: OpenPage
  beforeAll(async () => {
    const settings = readSettings(stage)
    const assembly = readAssembly(createApp(stage, settings, { checks: false }).synth())
    const assets = buildAssets(pageFolder)
    const cloud = { ...assembly, port: 0, account: { ...accountOf(settings), readReceipts: true } }
    ;[number, browser] = await Promise.all([startNumber({ stage, settings, cloud, assets }), startChromium()])
    const url = await startWeb(number.site, 0, number.startAfresh)
    opened = await openPage(browser, url)
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await number?.stop()
  })
  afterEach(() => expect(opened.problems).toStrictEqual([]))

  const answered = async (sender: string): Promise<void> => {
    const phone = phoneOf(opened.page, sender)
    await phone.getByRole('textbox').fill('Salut, on se voit quand ?')
    await phone.getByRole('textbox').press('Enter')
    await phone.locator('.bubble.reply').getByText('Si vous recevez ce message').waitFor(patience)
    await phone.locator('.bubble.reply .ticks.read').waitFor()
    await phone.getByText(/^Answered at .* The reply arrived\.$/).waitFor()
  }

  it('writes to it and shows the reply, that it was read, and why the next text gets none', async () => {
    const sender = (await opened.page.locator('.phone').first().getAttribute('data-sender')) ?? ''
    await answered(sender)
    await phoneOf(opened.page, sender).getByRole('textbox').fill('Allô ?')
    await phoneOf(opened.page, sender).getByRole('button', { name: 'Send' }).click()
    await phoneOf(opened.page, sender).getByText('Silence: answered recently.').waitFor()
  }, 150_000)

  it('does the same for somebody whose number it never sees', async () => {
    const { page } = opened
    const sender = await page.locator('#example-senders option', { hasText: 'number hidden' }).getAttribute('value')
    await page.getByRole('combobox', { name: 'Sender' }).fill(sender ?? '')
    await page.keyboard.press('Enter')
    await answered(sender ?? '')
  }, 150_000)

  it('follows what an experiment sends, too: a harasser ends up blocked', async () => {
    const { page } = opened
    await page.getByRole('button', { name: 'A persistent harasser' }).click()
    await page.getByText('25 texts decided, 1 answered. Silence: blocked 4, answered recently 20.').waitFor(patience)
  }, 150_000)
})
