import { describe, expect, it, vi } from 'vitest'
import { deliveryStatuses } from '../../shared/rules/delivery-report.ts'
import { allSilentReasons, outcomes } from '../../shared/rules/telemetry.ts'
import { withoutBrowser } from '../chromium.ts'
import type { Alarm, Experiment, Message, Sending } from '../client/protocol.ts'
import { phoneOf, violations, write } from './browser.ts'
import { stage, useFakeNumber } from './fake-page.ts'
import { idle, line, message, sending } from './server/site.ts'

/** Waiting takes this long only on a busy machine. */
const patienceMs = 60_000

const sender = '+33612345670'
const at = '2026-11-24T20:31:07.000Z'
const inbound = (id: string, text = 'Salut'): Message => ({ ...message, id, from: sender, text, at })

const answered = { kind: 'reply', dueAt: at } as const

const alarm = (state: Alarm['state'], title = 'Siege'): Alarm => ({
  name: title.toLowerCase(),
  description: `${title}. It can wait until the morning.\nFirst thing to do: read about ${title}.\nnpm run ops -- status --stage local\nWho is hurt: genuine senders.\nRunbook: https://example.org/runbook`,
  state,
  since: at,
  runbookUrl: 'https://example.org/runbook',
})

const running = {
  kind: 'siege-few',
  state: 'running',
  total: 5000,
  decided: 1234,
  waiting: 100,
  repliesBooked: 40,
} as const
const siege: Experiment = { ...idle, ...running }

const refused = (line: string) => ({ line, reason: 'OPTED_OUT' })

const minutes = Array.from({ length: 30 }, (_, minute) => 1_795_550_400 + 60 * minute)
const widgets = {
  texts: { times: minutes, values: { texts: minutes.map((_, i) => i) } },
  cost: { times: [1_795_550_400], values: { today: [12.5], month: [1234.5] } },
  quiet: { times: minutes, values: { success: minutes.map(() => null) } },
  siege: { times: minutes.slice(0, 1), values: { siege: [1] } },
  silenced: { times: minutes, values: { blocked: minutes.map(() => 3), recently: minutes.map(() => 4) } },
  budget: { times: minutes, values: { booked: minutes.map((_, i) => i) } },
}

describe.skipIf(withoutBrowser)('The page', () => {
  const { number, open } = useFakeNumber()
  const sayAll = (): void => {
    number().say('metrics', { at: 0, widgets })
    number().say('alarms', [alarm('ALARM'), alarm('OK', 'Spending')])
    number().say('sending', sending)
    number().say('experiment', siege)
    number().say('message', { ...inbound('1'), decision: { kind: 'silent', reason: 'blocked' } })
  }

  it.each(['en-GB', 'fr-FR'])(
    'explains what became of a text for every reason, outcome and report (%s)',
    async (locale) => {
      const page = await open({ locale })
      const verdicts = phoneOf(page, sender).locator('.verdict')
      number().say('message', inbound('undecided'))
      for (const reason of allSilentReasons)
        number().say('message', { ...inbound(reason), decision: { kind: 'silent', reason } })
      for (const outcome of outcomes) {
        number().say('message', { ...inbound(outcome), decision: answered })
        number().say('update', { id: outcome, outcome })
      }
      for (const delivery of deliveryStatuses) {
        const id = `reply ${delivery}`
        number().say('message', inbound(id))
        // With several execution environments, a report can be logged before the outcome.
        number().say('update', { id, decision: answered, delivery })
        number().say('update', { id, outcome: 'sent' })
      }
      number().say('message', { ...inbound('due'), decision: answered })
      const due =
        locale === 'fr-FR' ? /^Réponse due depuis .* elle attend son tour/ : /^Due since .* waits for its turn/
      await verdicts.filter({ hasText: due }).waitFor()
      const sentences = await verdicts.allTextContents()
      const each = allSilentReasons.length + outcomes.length + deliveryStatuses.length
      expect(new Set(sentences).size).toBe(1 + each + 1)
      const silence = locale === 'fr-FR' ? 'Sans réponse' : 'Silence'
      expect(sentences.filter((sentence) => sentence.startsWith(silence))).toHaveLength(allSilentReasons.length)
    },
  )

  it('says below a START for how long it allows answers again', async () => {
    const page = await open()
    number().say('message', { ...inbound('start', ' start! '), decision: { kind: 'silent', reason: 'opted-out' } })
    await page.getByText(/^Silence: START\. Within ten minutes of the first STOP, it allows answers again/).waitFor()
  })

  it('shows hostile text as text, wherever it comes from', async () => {
    const hostile = '<img src=x onerror="document.title=\'pwned\'"><script>document.title="pwned"</script>'
    number().messages.push({ ...inbound('1', hostile), from: hostile })
    const page = await open()
    const description = `${hostile}. ${hostile}\n${hostile}\n${hostile}\n[click](javascript:alert(1)) ${hostile}`
    number().say('alarms', [{ ...alarm('ALARM'), description }])
    await page.locator('.bubble').getByText(hostile).waitFor()
    await page.locator('.alarm summary').click()
    await page.locator('.alarm details p').getByText(hostile).waitFor()
    await page.getByRole('heading', { name: hostile }).waitFor()
    expect(await page.locator('img, body script, a[href^="javascript"]').count()).toBe(0)
    expect(await page.title()).toBe('Anti-relou')
  })

  it('draws the dashboard: charts with totals, hours as bars, numbers, text, and what has no data', async () => {
    const page = await open()
    sayAll()
    const widget = (id: string) => page.locator(`[data-widget="${id}"]`)
    await widget('budget').getByRole('img', { name: 'Replies booked' }).locator('canvas').waitFor()
    // A bar is a total by itself, so the legend has that of the current hour.
    expect(await widget('budget').locator('.legend').textContent()).toMatch(/This hour\s*29[\s\S]*budget\s*100/)
    expect(await widget('silenced').locator('.legend').textContent()).toMatch(/blocked\s*90\s*answered recently\s*120/)
    expect(await widget('cost').textContent()).toMatch(/Today\s*12\.5\s*This month\s*1,234\.5/)
    expect(await widget('quiet').textContent()).toContain('No data yet.')
    const link = widget('guide').getByRole('link', { name: 'runbook' })
    expect(await link.getAttribute('href')).toBe('https://example.org/runbook')
    const [left, right] = await Promise.all(['silenced', 'budget'].map((id) => widget(id).boundingBox()))
    expect(left?.y).toBe(right?.y)
  })

  it('answers with yes or no where the dashboard explains a number, and says how often if it counts', async () => {
    const page = await open()
    sayAll()
    const tile = page.locator('[data-widget="siege"]')
    await tile.getByText('Yes', { exact: true }).waitFor()
    expect(await tile.textContent()).toMatch(/^\s*Siege this hour\s*Yes\s*$/)
    const refused = page.locator('[data-widget="refused"]')
    const say = (times: number) =>
      number().say('metrics', { at: 0, widgets: { refused: { times: [0], values: { refused: [times] } } } })
    say(0)
    await refused.getByText('No', { exact: true }).waitFor()
    say(17)
    await refused.getByText('Yes', { exact: true }).waitFor()
    expect(await refused.textContent()).toMatch(/^\s*Line refused\s*17 times\s*Yes\s*$/)
  })

  it('folds what comes after the first part of the dashboard, and draws it when it is unfolded', async () => {
    const page = await open()
    const errors = { times: minutes, values: { errors: minutes.map(() => 0) } }
    number().say('metrics', { at: 0, widgets: { errors } })
    const chart = page.getByRole('img', { name: 'Errors' })
    expect(await chart.isVisible()).toBe(false)
    await page.getByRole('heading', { name: 'The machines' }).click()
    await chart.locator('canvas').waitFor()
  })

  it('shows that an alarm goes off, with what to do first, and announces it', async () => {
    const page = await open()
    number().say('alarms', [alarm('OK'), alarm('OK', 'Spending')])
    await page.getByText('2 alarms are quiet').waitFor()
    expect(await page.getByText('read about Siege').isVisible()).toBe(false)
    number().say('alarms', [alarm('ALARM'), alarm('OK', 'Spending')])
    const announced = page.getByRole('status').getByText(/^Siege: nothing to do\./)
    await announced.waitFor()
    // The command acts on the number of the page, and not on one that is deployed.
    await page.locator('.alarm').getByText('It can wait until the morning.').waitFor()
    const command = 'AWS_PORT=4712 npm run ops -- status --local --stage local'
    await page.getByText('First thing to do: read about Siege.').waitFor()
    await page.locator('.alarm code').getByText(command, { exact: true }).waitFor()
    await page.getByText('1 alarm is quiet').waitFor()
    const rings = page.locator('.alarm')
    expect(await rings.getByText('genuine senders').isVisible()).toBe(false)
    await rings.getByText('More').click()
    await rings.getByText('Who is hurt: genuine senders.').waitFor()
    expect(await rings.getByRole('link', { name: 'What to do' }).getAttribute('href')).toBe(alarm('OK').runbookUrl)
  })

  it('says how things are in one sentence, the most important first', async () => {
    const page = await open()
    const now = page.locator('.situation')
    const says = async (...sentences: readonly (string | RegExp)[]): Promise<void> => {
      for (const [i, sentence] of sentences.entries()) await now.locator('p').nth(i).getByText(sentence).waitFor()
      expect(await now.locator('p').count()).toBe(sentences.length)
    }
    await says('No alarm is on.')
    number().say('alarms', [alarm('ALARM'), alarm('OK', 'Many texts')])
    await says(/^Siege: nothing to do\. .* until the day ends \(UTC\), in \d+ hours?\.$/)
    number().say('alarms', [alarm('ALARM'), alarm('ALARM', 'Many texts')])
    await says('2 alarms ring: Siege, Many texts. What to do first is below.')
    number().say('sending', { ...sending, refused: [refused(line)], throttled: true })
    await says(`The line ${line} is refused (OPTED_OUT)`, /^2 alarms ring/, 'The carrier throttles')
    number().say('sending', { ...sending, paused: true })
    await says('Paused: replies wait, and expire a day after they were due.', /^2 alarms ring/)
    number().say('sending', sending)
    number().say('alarms', [alarm('OK'), alarm('OK', 'Many texts')])
    await says('No alarm is on.')
  })

  it.each<[string, Partial<Sending>, string]>([
    ['replies are paused', { paused: true, throttled: true }, 'replies are paused'],
    ['its line is refused', { refused: [refused(line)] }, 'the line is refused (OPTED_OUT), and tried again'],
    ['another line is refused', { refused: [refused('+33')] }, 'it waits for its turn'],
    ['the carrier throttles', { throttled: true }, 'the carrier throttles, and is tried again'],
    ['nothing is wrong', {}, 'it waits for its turn'],
  ])('says what an overdue reply waits for if %s', async (_, change, why) => {
    const page = await open()
    number().say('sending', { ...sending, ...change })
    number().say('message', { ...inbound('late'), decision: answered })
    await phoneOf(page, sender).getByText(`Due since 2026-11-24 20:31 UTC: ${why}.`).waitFor()
  })

  it('writes times as the command line does, in UTC, beside what a clock here shows', async () => {
    const page = await open({ timezoneId: 'Asia/Tokyo' })
    number().say('message', inbound('1'))
    expect(await phoneOf(page, sender).locator('time').textContent()).toBe('2026-11-24 20:31 UTC')
    const clock = (await page.locator('.clock').textContent()) ?? ''
    const [, utc, here] = /^(\d\d):\d\d UTC\s+\((\d\d):\d\d here\)$/.exec(clock) ?? []
    expect((Number(here) - Number(utc) + 24) % 24).toBe(9)
  })

  it('asks before it starts afresh, and can be told no by keyboard', async () => {
    const page = await open()
    const button = page.getByRole('button', { name: 'Start afresh' })
    const dialog = page.getByRole('dialog', { name: 'Start afresh?' })
    await button.focus()
    await page.keyboard.press('Enter')
    await dialog.waitFor()
    expect(await violations(page)).toStrictEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await page.keyboard.press('Enter')
    await dialog.waitFor()
    // The focus is on the answer that forgets nothing.
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    expect(number().asked).toStrictEqual([])
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await vi.waitFor(() => expect(number().asked).toStrictEqual(['POST /api/restart ']), patienceMs)
  })

  it('shows the progress of a siege, and its cost', async () => {
    const page = await open({ provoked: /409/ })
    number().say('experiment', siege)
    const progress = page.getByRole('progressbar', { name: '1,334 of 5,000 texts looked at' })
    expect(await progress.getAttribute('max')).toBe('5000')
    await page.getByRole('button', { name: 'Siege from 5,000 numbers' }).click()
    await page.getByText('A siege is running: wait for its end, or stop it.').waitFor()
    await page.getByRole('button', { name: 'Stop the siege' }).click()
    const asked = ['POST /api/experiments {"kind":"siege-many"}', 'DELETE /api/experiments ']
    await vi.waitFor(() => expect(number().asked).toStrictEqual(asked), patienceMs)
    const found = { decided: 4900, silenced: { blocked: 4860 }, costUsd: 3.2, unprotectedUsd: 800 }
    number().say('experiment', { ...siege, ...found, state: 'done' })
    await page
      .getByText(/4,900 texts decided, 40 answered\.\s+Waiting for room: 100, .*\. Silence: blocked 4,860\./)
      .waitFor()
    await page.getByText('Cost: €2.94. A number that answers every text').waitFor()
    await page.getByText('would have paid €736.00.').waitFor()
    expect(await page.getByRole('progressbar').count()).toBe(0)
  })

  it('says that the connection is lost, and catches up when it is back', async () => {
    const page = await open({ provoked: /ERR_|Failed to load/ })
    number().messages.push(inbound('missed', 'Did you get that?'))
    await page.context().setOffline(true)
    number().hangUp()
    await page.getByText('Connection lost. Trying again…').waitFor()
    await page.getByText('Not known: the connection to the number is lost.').waitFor()
    await write(page.locator('.phone').first(), 'Salut')
    await page.getByText(/^Not sent\./).waitFor()
    await page.context().setOffline(false)
    await page.getByText('Did you get that?').waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    // The text can be sent now.
    expect(await page.getByText(/^Not sent\./).count()).toBe(0)
  })

  it('asks for another number instead of an invalid one, and opens no phone', async () => {
    const page = await open()
    const field = page.getByRole('combobox', { name: 'Sender' })
    const phones = await page.locator('.phone').count()
    await field.fill('06 12 34 56 78')
    await field.press('Enter')
    const said = () => field.evaluate((input: { readonly validationMessage: string }) => input.validationMessage)
    expect(await said()).toMatch(/^Write the number with its country code, such as \+/)
    expect(await page.locator('.phone').count()).toBe(phones)
    await field.fill('+33 6 12 34 56 71')
    expect(await said()).toBe('')
    await field.press('Enter')
    await phoneOf(page, '+33612345671').waitFor()
  })

  it('opens the phone of the last sender alone, if every example sender has written', async () => {
    number().messages.push(...stage.exampleSenders.map((from) => ({ ...inbound(from), from })))
    const page = await open()
    await phoneOf(page, stage.exampleSenders.at(-1) ?? '').waitFor()
    expect(await page.locator('.phone').count()).toBe(1)
  })

  it('says that a text without a decision may wait for room, and that a reply is late because one has waited', async () => {
    const page = await open()
    number().say('message', inbound('later'))
    await phoneOf(page, sender).getByText('Not decided yet: without room, it is looked at every 20 minutes').waitFor()
    const dueAt = new Date(Date.now() + 3_600_000).toISOString()
    number().say('update', { id: 'later', decision: { kind: 'reply', dueAt } })
    await phoneOf(page, sender).getByText('there was no room before').waitFor()
    expect(await violations(page)).toStrictEqual([])
  })

  it('can be used by keyboard, with a visible focus', async () => {
    const page = await open({ provoked: /409|500/ })
    const label = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()"
    const focused = () => page.evaluate<string>(label)
    await page.keyboard.press('Tab')
    await page.keyboard.type(' 06')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('+33 6 99 99 99 99')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Open a phone')
    await page.keyboard.press('Enter')
    await vi.waitFor(async () => expect(await focused()).toBe(`Your text to ${line}`), patienceMs)
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
    await page.keyboard.type('Salut')
    await page.keyboard.press('Enter')
    const body = '{"from":"+33699999999","to":"+32460000000","text":"Salut"}'
    await vi.waitFor(() => expect(number().asked[0]).toContain(body), patienceMs)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Ten curious testers')
    await page.keyboard.press('Space')
    await vi.waitFor(() => expect(number().asked[1]).toContain('testers'), patienceMs)
  })

  it.each([
    ['light', 1440, 'en-GB'],
    ['dark', 1440, 'fr-FR'],
    ['light', 320, 'fr-FR'],
    ['dark', 390, 'en-GB'],
  ] as const)('is accessible and fits the viewport: %s, %i px wide, %s', async (colorScheme, width, locale) => {
    const page = await open({ colorScheme, width, locale })
    sayAll()
    await page.locator('.verdict').first().waitFor()
    await page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
    expect(await violations(page)).toStrictEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    expect(await page.evaluate('document.documentElement.lang')).toBe(locale.slice(0, 2))
  })

  it('keeps the phone that one writes from, however many others write', async () => {
    const page = await open({ width: 360 })
    const mine = stage.exampleSenders[0] ?? ''
    number().say('message', { ...inbound('mine', 'C’est moi'), from: mine })
    await page.getByText('C’est moi').waitFor()
    for (let other = 10; other < 30; other++)
      number().say('message', { ...inbound(`${other}`, `Texte ${other}`), from: `+324500000${other}` })
    const shown = page.getByRole('combobox', { name: 'Phone shown' })
    await shown.getByText('+32450000029').waitFor({ state: 'attached' })
    expect(await shown.inputValue()).toBe(mine)
    await page.getByText('C’est moi').waitFor()
  })

  it('shows one phone at a time in a narrow viewport, below how things are', async () => {
    const page = await open({ width: 360 })
    number().say('alarms', [alarm('ALARM')])
    number().say('message', inbound('1', 'Coucou'))
    await page.getByText('Coucou').waitFor()
    const top = async (what: string) => (await page.locator(what).first().boundingBox())?.y ?? 0
    expect(await top('.situation')).toBeLessThan(await top('.alarm'))
    expect(await top('.alarm')).toBeLessThan(await top('.phones'))
    expect(await page.locator('.phone:visible').count()).toBe(1)
    await page.getByRole('combobox', { name: 'Phone shown' }).selectOption(stage.exampleSenders[0] ?? '')
    await page.getByText('Nothing yet.').waitFor()
    expect(await page.locator('.phone:visible').count()).toBe(1)
  })
})
