import { describe, expect, it, vi } from 'vitest'
import { withoutBrowser } from '../../../page/chromium.ts'
import type { Message } from '../../../page/client/protocol.ts'
import { phoneOf, violations } from '../../../page/test/browser.ts'
import { stage, useFakeNumber } from '../../../page/test/fake-page.ts'
import { line as aws } from '../../../page/test/server/site.ts'
import { line } from './example.ts'

const sender = '+33612345678'

const decision = { kind: 'silent', reason: 'answered-recently' } as const
const missed = { id: 'call', direction: 'inbound', text: '', at: '2026-11-24T20:31:07.000Z' } as const
const call: Message = { ...missed, from: sender, to: line, decision }

describe.skipIf(withoutBrowser)('A phone on the page', () => {
  const { number, open } = useFakeNumber({ ...stage, lines: [{ number: line, carrier: 'httpsms' }, ...stage.lines] })

  it('calls a SIM, by keyboard too, says why if that fails, and cannot call other lines', async () => {
    const page = await open({ provoked: /500/ })
    const phone = phoneOf(page, sender)
    await phone.getByRole('textbox').focus()
    for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key)
    await phone.getByText('Not called. A siege is running.').waitFor()
    expect(number().asked).toStrictEqual([`POST /api/calls {"from":"${sender}","to":"${line}"}`])
    await page.getByRole('combobox', { name: 'Texts go to' }).selectOption(aws)
    await vi.waitFor(async () => expect(await phone.getByRole('button', { name: 'Call' }).count()).toBe(0), 60_000)
  })

  it('shows a call as a missed call, and an empty text to another line as a text', async () => {
    const page = await open()
    const words = phoneOf(page, sender).locator('.bubble .text')
    number().say('message', call)
    number().say('message', { ...call, id: 'text', to: aws })
    await words.nth(1).waitFor()
    expect(await words.allTextContents()).toStrictEqual(['Missed call', '(no words)'])
  })

  it.each([
    ['light', 1440, 'fr-FR', 'Appel manqué'],
    ['dark', 360, 'en-GB', 'Missed call'],
  ] as const)('fits with a call, and is accessible: %s, %i px, %s', async (colorScheme, width, locale, called) => {
    const page = await open({ colorScheme, width, locale })
    number().say('message', call)
    await page.getByText(called).waitFor()
    expect(await violations(page)).toStrictEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
  })
})
