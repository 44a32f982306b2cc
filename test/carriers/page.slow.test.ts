import { describe, expect, it, vi } from 'vitest'

import { withoutBrowser } from '../../page/chromium.ts'
import type { Message, Stage } from '../../page/client/protocol.ts'
import { phoneOf, violations } from '../../page/test/browser.ts'
import { stage, useFakeNumber } from '../../page/test/fake-page.ts'
import { line as aws } from '../../page/test/server/site.ts'
import { line as sim } from './httpsms/example.ts'
import { line as chat, number as whatsapp } from './whatsapp/example.ts'

const [sender, hidden] = ['+33612345678', 'FR.13491208655302741918']

/** The fake stage with a SIM, a line on WhatsApp, and a sender who can write only to that. */
const stageWithAll: Stage = {
  ...stage,
  lines: [
    { number: sim, carrier: 'httpsms' },
    { number: whatsapp, carrier: 'whatsapp', network: 'WhatsApp' },
    ...stage.lines,
  ],
  exampleSenders: [...stage.exampleSenders, hidden],
}

const call: Message = {
  id: 'call',
  direction: 'inbound',
  from: sender,
  to: sim,
  text: '',
  at: '2026-11-24T20:31:07.000Z',
  decision: { kind: 'silent', reason: 'answered-recently' },
}

const replyTo = (to: string, from = chat): Message => ({
  id: `reply to ${to}`,
  direction: 'reply',
  from,
  to,
  text: 'Si vous recevez ce message…',
  at: '2026-11-24T20:31:07.000Z',
})

describe.skipIf(withoutBrowser)('A phone on the page', () => {
  const { number, open } = useFakeNumber(stageWithAll)
  const tell = (to: string, ...receipts: readonly ('sent' | 'delivered' | 'read')[]): void => {
    number().say('message', replyTo(to))
    for (const receipt of receipts) number().say('update', { id: replyTo(to).id, receipt })
  }

  it('calls a SIM, by keyboard too, says why if that fails, and cannot call other lines', async () => {
    const page = await open({ provoked: /500/ })
    const phone = phoneOf(page, sender)
    await phone.getByRole('textbox').focus()
    for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key)
    await phone.getByText('Not called. A siege is running.').waitFor()
    expect(number().asked).toStrictEqual([`POST /api/calls {"from":"${sender}","to":"${sim}"}`])
    await page.getByRole('combobox', { name: 'Texts go to' }).selectOption(aws)
    await vi.waitFor(async () => expect(await phone.getByRole('button', { name: 'Call' }).count()).toBe(0), 60_000)
  })

  it('shows a call as a missed call, and an empty text to another line as a text', async () => {
    const page = await open()
    const words = phoneOf(page, sender).locator('.bubble .text')
    number().say('message', call)
    number().say('message', { ...call, id: 'text', to: aws })
    await phoneOf(page, sender).locator('.verdict').nth(1).waitFor()
    expect(await words.allTextContents()).toStrictEqual(['Missed call', '(no words)'])
  })

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
    await page.getByText(`${sim}, ${whatsapp} on WhatsApp, ${aws} is answered once`).waitFor()
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
    expect(await choice.textContent()).toBe('number hidden')
    await page.getByRole('combobox', { name: 'Sender' }).fill(hidden)
    await page.keyboard.press('Enter')
    await phoneOf(page, hidden)
      .getByRole('heading', { name: `${hidden} number hidden` })
      .waitFor()
  })

  it.each([
    ['light', 1440, 'fr-FR', 'Appel manqué'],
    ['dark', 360, 'en-GB', 'Missed call'],
  ] as const)(
    'is accessible and fits the viewport with a call and ticks: %s, %i px wide, %s',
    async (colorScheme, width, locale, called) => {
      const page = await open({ colorScheme, width, locale })
      number().say('message', call)
      await page.getByText(called).waitFor()
      tell(sender, 'delivered')
      await phoneOf(page, sender).locator('.ticks.delivered').waitFor()
      expect(await violations(page)).toStrictEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    },
  )
})
