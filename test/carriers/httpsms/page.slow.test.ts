import { describe, expect, it, vi } from 'vitest'

import { withoutBrowser } from '../../../page/chromium.ts'
import type { Message, Stage } from '../../../page/client/protocol.ts'
import { phoneOf, violations } from '../../../page/test/browser.ts'
import { stage, useFakeNumber } from '../../../page/test/fake-page.ts'
import { line } from '../../../page/test/server/site.ts'
import { line as httpsms } from './example.ts'

/** The fake stage with an additional SIM line. */
const stageWithHttpSms: Stage = { ...stage, lines: [{ number: httpsms, carrier: 'httpsms' }, ...stage.lines] }

const sender = '+33612345678'
const call: Message = {
  id: 'call',
  direction: 'inbound',
  from: sender,
  to: httpsms,
  text: '',
  at: '2026-11-24T20:31:07.000Z',
  decision: { kind: 'silent', reason: 'answered-recently' },
}

describe.skipIf(withoutBrowser)('A phone on the page', () => {
  const { number, open } = useFakeNumber(stageWithHttpSms)

  it('calls a SIM line, by keyboard too, and says why if that fails', async () => {
    const page = await open({ provoked: /500/ })
    const phone = phoneOf(page, sender)
    await phone.getByRole('textbox').focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await phone.getByText('Not called. A siege is running.').waitFor()
    expect(number().asked).toStrictEqual([`POST /api/calls {"from":"${sender}","to":"${httpsms}"}`])
  })

  it('cannot call other lines', async () => {
    const page = await open()
    const button = phoneOf(page, sender).getByRole('button', { name: 'Call' })
    await button.waitFor()
    await page.getByRole('combobox', { name: 'Texts go to' }).selectOption(line)
    await vi.waitFor(async () => expect(await button.count()).toBe(0), 60_000)
  })

  it('shows a call as a missed call, and an empty text to another line as a text', async () => {
    const page = await open()
    const words = phoneOf(page, sender).locator('.bubble .text')
    number().say('message', call)
    number().say('message', { ...call, id: 'text', to: line })
    await phoneOf(page, sender).locator('.verdict').nth(1).waitFor()
    expect(await words.allTextContents()).toStrictEqual(['Missed call', '(no words)'])
  })

  it.each([
    ['light', 1440, 'fr-FR'],
    ['dark', 360, 'fr-FR'],
    ['light', 360, 'en-GB'],
  ] as const)(
    'is accessible and fits the viewport with a call: %s, %i px wide, %s',
    async (colorScheme, width, locale) => {
      const page = await open({ colorScheme, width, locale })
      number().say('message', call)
      const called = locale === 'fr-FR' ? 'Appel manqué' : 'Missed call'
      await page.getByText(called).waitFor()
      await page.getByRole('button', { name: `${locale === 'fr-FR' ? 'Appeler le' : 'Call'} ${httpsms}` }).waitFor()
      expect(await violations(page)).toStrictEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    },
  )
})
