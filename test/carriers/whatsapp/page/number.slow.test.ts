import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { hasChromium } from '../../../../page/chromium.ts'
import { hour } from '../../../../shared/rules/timing.ts'
import { phoneOf } from '../../../page/browser.ts'
import { type RunningPage, startRunningPage } from '../../../page/running-page.ts'

const [stage, patience] = ['local-whatsapp', { timeout: hour / 30 }]

describe.skipIf(!hasChromium)('The page of a running number on WhatsApp', () => {
  let running: RunningPage
  let opened: RunningPage['opened']
  beforeAll(async () => {
    running = await startRunningPage({ stage, account: { readReceipts: true } })
    ;({ opened } = running)
  }, 120_000)
  afterAll(() => running?.stop())
  afterEach(() => expect(opened.problems).toStrictEqual([]))

  const answered = async (sender: string): Promise<void> => {
    const phone = phoneOf(opened.page, sender)
    await phone.getByRole('textbox').fill('Salut, on se voit quand ?')
    await phone.getByRole('textbox').press('Enter')
    await phone.locator('.bubble.reply').getByText('Si vous recevez ce message').waitFor(patience)
    await phone.locator('.bubble.reply .ticks.read').waitFor()
    await phone.getByText(/^Answered at .* The reply arrived\.$/).waitFor()
  }

  it('sends a message and shows the reply, its read receipt, and why a second message gets no reply', async () => {
    const sender = (await opened.page.locator('.phone').first().getAttribute('data-sender')) ?? ''
    await answered(sender)
    await phoneOf(opened.page, sender).getByRole('textbox').fill('Allô ?')
    await phoneOf(opened.page, sender).getByRole('button', { name: 'Send' }).click()
    await phoneOf(opened.page, sender).getByText('Silence: answered recently.').waitFor()
  }, 150_000)

  it('does the same for a sender who hides the number', async () => {
    const { page } = opened
    const sender = await page.locator('#example-senders option', { hasText: 'number hidden' }).getAttribute('value')
    await page.getByRole('combobox', { name: 'Sender' }).fill(sender ?? '')
    await page.keyboard.press('Enter')
    await answered(sender ?? '')
  }, 150_000)
})
