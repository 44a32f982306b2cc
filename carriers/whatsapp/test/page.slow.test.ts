import { describe, expect, it } from 'vitest'
import { withoutBrowser } from '../../../page/chromium.ts'
import type { Message, Stage } from '../../../page/client/protocol.ts'
import { phoneOf, violations } from '../../../page/test/browser.ts'
import { stage, useFakeNumber } from '../../../page/test/fake-page.ts'
import { line as aws } from '../../../page/test/server/site.ts'
import { line as chat, number as whatsapp } from './example.ts'

const [sender, hidden] = ['+33612345678', 'FR.13491208655302741918']

/** The fake stage with a line on WhatsApp, too, and a sender who can write only to that. */
const stageWithChat: Stage = {
  ...stage,
  lines: [{ number: whatsapp, carrier: 'whatsapp', network: 'WhatsApp' }, ...stage.lines],
  exampleSenders: [...stage.exampleSenders, hidden],
}

const text = 'Si vous recevez ce message…'
const reply = { direction: 'reply', text, at: '2026-11-24T20:31:07.000Z' } as const
const replyTo = (to: string, from = chat): Message => ({ ...reply, id: `reply to ${to}`, from, to })

describe.skipIf(withoutBrowser)('A phone on the page', () => {
  const { number, open } = useFakeNumber(stageWithChat)
  const tell = (to: string, ...receipts: readonly ('sent' | 'delivered' | 'read')[]): void => {
    number().say('message', replyTo(to))
    for (const receipt of receipts) number().say('update', { id: replyTo(to).id, receipt })
  }

  it.each([
    ['sent', 'en-GB', '✓', 'Sent'],
    ['delivered', 'en-GB', '✓✓', 'Delivered'],
    ['read', 'fr-FR', '✓✓', 'Lue'],
  ] as const)('has ticks under a reply that is %s, and announces that to a screen reader (%s)', async (...given) => {
    const [receipt, locale, ticks, said] = given
    const page = await open({ locale })
    tell(sender, 'sent', receipt)
    const shown = phoneOf(page, sender).locator(`.ticks.${receipt}`)
    await shown.waitFor()
    expect(await shown.locator('[aria-hidden]').textContent()).toBe(ticks)
    expect(await shown.locator('.visually-hidden').textContent()).toBe(said)
    expect(await phoneOf(page, sender).locator('.ticks').count()).toBe(1)
  })

  it('has no ticks under a reply without receipts', async () => {
    const page = await open()
    number().say('message', replyTo(sender, aws))
    await phoneOf(page, sender).locator('.bubble.reply').waitFor()
    expect(await phoneOf(page, sender).locator('.ticks').count()).toBe(0)
  })

  it('sends to the address of a line on WhatsApp, but names it by its number and its network', async () => {
    const page = await open({ provoked: /500/ })
    await page.getByText(`Whoever texts ${whatsapp} on WhatsApp or ${aws} is answered once`).waitFor()
    await page.getByRole('combobox', { name: 'Texts go to' }).selectOption(chat)
    const phone = phoneOf(page, sender)
    await phone.getByRole('textbox', { name: `Your text to ${whatsapp} on WhatsApp` }).fill('Salut')
    await page.keyboard.press('Enter')
    await phone.getByText('Not sent. A siege is running.').waitFor()
    expect(number().asked).toStrictEqual([`POST /api/messages {"from":"${sender}","to":"${chat}","text":"Salut"}`])
  })

  it('can be that of a sender who hides the number', async () => {
    const page = await open()
    const choice = page.locator(`#example-senders option[value="${hidden}"]`)
    expect(await choice.textContent()).toBe(`${hidden} (number hidden)`)
    await page.getByText('Another phone').click()
    await page.getByRole('combobox', { name: 'Sender' }).fill(hidden)
    await page.keyboard.press('Enter')
    await phoneOf(page, hidden).waitFor()
  })

  it.each([
    ['light', 1440],
    ['dark', 360],
  ] as const)('is accessible and fits the viewport with ticks: %s, %i px wide', async (colorScheme, width) => {
    const page = await open({ colorScheme, width })
    tell(sender, 'delivered')
    await phoneOf(page, sender).locator('.ticks.delivered').waitFor()
    expect(await violations(page)).toStrictEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
  })
})
