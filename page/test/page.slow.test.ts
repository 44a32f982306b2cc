import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { deliveryStatuses } from '../../shared/rules/delivery-report.ts'
import { allSilentReasons, outcomes } from '../../shared/rules/telemetry.ts'
import { withoutBrowser } from '../chromium.ts'
import type { Alarm, Experiment, Message, Sending } from '../client/protocol.ts'
import { idle } from '../experiments/experiments.ts'
import { phoneOf, violations, write } from './browser.ts'
import { stage, useFakeNumber } from './fake-page.ts'
import { line, message, sending } from './server/site.ts'

describe.skipIf(withoutBrowser)('The page', () => {
  const { number, open } = useFakeNumber()
  const sayAll = (): void => {
    number().say('figures', { minutesSinceBeat: 12, bookedToday: 249, wroteAgain: 0 })
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
        locale === 'fr-FR' ? /^Réponse due depuis .* suit le rythme/ : /^Due since .* keeps the pace of its line/
      await verdicts.filter({ hasText: due }).waitFor()
      const sentences = await verdicts.allTextContents()
      const each = allSilentReasons.length + outcomes.length + deliveryStatuses.length
      expect(new Set(sentences).size).toBe(1 + each + 1)
      expect(sentences.filter((sentence) => sentence.startsWith('Silence'))).toHaveLength(allSilentReasons.length)
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
    number().say('alarms', [{ ...alarm('ALARM', 'Many texts'), description }])
    await page.getByRole('log').getByText(hostile).waitFor()
    await page.getByRole('list').getByText('More', { exact: true }).click()
    await page.locator('.alarm details p').getByText(hostile).waitFor()
    await page.getByRole('heading', { name: hostile }).waitFor()
    await page.getByRole('region', { name: hostile }).waitFor()
    expect(await page.locator('img, body script, a[href^="javascript"]').count()).toBe(0)
    expect(await page.title()).toBe('Anti-relou')
  })

  it('shows that an alarm goes off, with what to do first, and announces it', async () => {
    const page = await open()
    number().say('alarms', [alarm('OK'), alarm('OK', 'Spending')])
    await page.getByText('2 alarms are quiet').waitFor()
    expect(await page.getByText('read about Spending').isVisible()).toBe(false)
    number().say('alarms', [alarm('OK'), alarm('ALARM', 'Spending')])
    await page.getByRole('status').getByText('1 alarm rings: Spending.').waitFor()
    await page.getByText('1 alarm is quiet').waitFor()
    const rings = page.getByRole('listitem').filter({ hasText: 'since 2026-11-24 20:31 UTC' })
    await rings.getByText('It can wait until the morning.').waitFor()
    await rings.getByText('First thing to do: read about Spending.').waitFor()
    // The command acts on the number of the page, and not on one that is deployed.
    const command = 'AWS_PORT=4712 npm run ops -- status --local --stage local'
    await rings.locator('code').getByText(command, { exact: true }).waitFor()
    expect(await rings.getByText('genuine senders').isVisible()).toBe(false)
    await rings.getByText('More').click()
    await rings.getByText('Who is hurt: genuine senders.').waitFor()
    expect(await rings.getByRole('link', { name: 'What to do' }).getAttribute('href')).toBe(alarm('OK').runbookUrl)
  })

  it('copies the command of an alarm, and says so for a moment', async () => {
    const page = await open()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    number().say('alarms', [alarm('ALARM', 'Spending')])
    await page.getByRole('button', { name: 'Copy' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const command = 'AWS_PORT=4712 npm run ops -- status --local --stage local'
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(command)
    await page.getByRole('button', { name: 'Copy', exact: true }).waitFor()
  })

  it('folds an alarm that needs nobody, below those that need somebody', async () => {
    const page = await open()
    number().say('alarms', [alarm('ALARM'), alarm('ALARM', 'Spending')])
    const [spending, siege] = ['read about Spending', 'read about Siege'].map((words) => page.getByText(words))
    await spending?.waitFor()
    expect(await siege?.isVisible()).toBe(false)
    await page.getByText('What the alarm says').click()
    const [above, below] = await Promise.all([spending?.boundingBox(), siege?.boundingBox()])
    expect(below?.y).toBeGreaterThan(above?.y ?? 0)
  })

  it('says how things are in one sentence, the most important first', async () => {
    const page = await open()
    const now = page.locator('.situation')
    const says = async (...sentences: readonly (string | RegExp)[]): Promise<void> => {
      for (const [i, sentence] of sentences.entries()) await now.locator('p').nth(i).getByText(sentence).waitFor()
      expect(await now.locator('p').filter({ hasText: /./ }).count()).toBe(sentences.length)
    }
    const well = `Whoever texts ${line} is answered once. The rest is silence.`
    await says(well)
    number().say('alarms', [alarm('ALARM'), alarm('OK', 'Many texts')])
    await says(
      'A siege, and the number holds by itself.',
      /^What is left .* until the day ends \(UTC\), in \d+ (hour|minute)s?\.$/,
    )
    number().say('alarms', [alarm('ALARM'), alarm('ALARM', 'Many texts')])
    await says('1 alarm rings: Many texts.', /^A siege, and the number holds by itself\. What is left/)
    number().say('sending', { ...sending, refused: [refused(line)] })
    await says(`The line ${line} is refused: `, /^1 alarm rings: .* A siege, /)
    number().say('sending', { ...sending, paused: true })
    await says('Paused: replies stay queued, and expire a day after they were due.', /^1 alarm rings/)
    number().say('sending', sending)
    number().say('alarms', [alarm('OK'), alarm('OK', 'Many texts')])
    await says(well)
  })

  it('says that all is well only after a heartbeat, and how long ago it was', async () => {
    const page = await open()
    await page.getByText('No alarm is on. The first heartbeat is under way.').waitFor()
    const beat = (minutes: number) =>
      number().say('figures', { minutesSinceBeat: minutes, bookedToday: 0, wroteAgain: 0 })
    beat(12)
    await page.getByText(/^All is well\. .*: 12 minutes ago\.$/).waitFor()
    number().say('figures', { minutesSinceBeat: 12, bookedToday: 0, wroteAgain: 2 })
    await page.getByText('2 phones wrote again, a day or more later, and got a second reply.').waitFor()
    beat(136)
    await page.getByText('no heartbeat for 136 minutes. AWS_PORT=4712 npm run doctor -- --local --stage').waitFor()
    await page.getByText(/^All is well/).waitFor({ state: 'detached' })
    beat(12)
    await page.getByText(/^All is well/).waitFor()
    number().say('alarms', [alarm('ALARM', 'Many texts')])
    await page.getByText(/^All is well/).waitFor({ state: 'detached' })
  })

  it.each<[string, Partial<Sending>, string]>([
    ['replies are paused', { paused: true }, 'replies are paused'],
    ['its line is refused', { refused: [refused(line)] }, 'the line is refused (OPTED_OUT), and tried again'],
    ['another line is refused', { refused: [refused('+33')] }, 'it keeps the pace of its line'],
    ['nothing is wrong', {}, 'it keeps the pace of its line'],
  ])('says what holds up an overdue reply if %s', async (_, change, why) => {
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
    await page.getByText('More to try, and trouble to make').click()
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
    await page.getByRole('button', { name: 'A siege from 5,000 numbers' }).click()
    await page.getByText('A siege is running: wait for its end, or stop it.').waitFor()
    await page.getByRole('button', { name: 'Stop the siege' }).click()
    // That button goes.
    expect(await page.evaluate('document.activeElement.id')).toBe('outcome')
    const asked = ['POST /api/experiments {"kind":"siege"}', 'DELETE /api/experiments ']
    await vi.waitFor(() => expect(number().asked).toStrictEqual(asked), patienceMs)
    const found = { sent: 5000, decided: 4900, silenced: { siege: 4, blocked: 4856 }, repliesSent: 31 }
    number().say('experiment', {
      ...siege,
      ...found,
      costUsd: 3.2,
      unprotectedUsd: 400,
      receivedUsd: 37.5,
      state: 'done',
    })
    const said = page.getByRole('status').filter({ hasText: 'promised' })
    await said
      .getByText('5,000 texts, 40 promised an answer: €2.94 instead of €368 for replies; receiving cost €34.50.')
      .waitFor()
    await said.getByText(/Silence: 4,856 \(sender blocked\), 4 \(siege rule\)\.\s+100 wait for room/).waitFor()
    expect(await page.getByRole('progressbar').count()).toBe(0)
    // The figures below are those of the result.
    const picture = page.getByRole('region', { name: 'What arrived, and what was answered' })
    expect(await picture.getByRole('definition').allTextContents()).toEqual(['5,000', '31', '€2.94', '€34.50'])
    await picture.getByText('replies sent, of 40 promised').waitFor()
    expect(await picture.getByRole('img').locator('path').count()).toBe(2)
  })

  it('says how much of the day’s budget is used', async () => {
    const page = await open()
    number().say('figures', { bookedToday: 249, wroteAgain: 0 })
    await page.getByText('Today’s budget: 249 of 1,000 replies used').waitFor()
  })

  it('says that the connection is lost, and catches up when it is back', async () => {
    const page = await open({ provoked: /ERR_|Failed to load/ })
    number().messages.push(inbound('missed', 'Did you get that?'))
    await page.context().setOffline(true)
    number().hangUp()
    await page.getByText('Connection lost. Trying again…').waitFor()
    await page.getByText('Not known: the connection to the number is lost.').waitFor()
    await write(page.locator('.phone'), 'Salut')
    await page.getByText(/^Not sent\./).waitFor()
    await page.context().setOffline(false)
    await chooser(page).selectOption(sender)
    await page.getByText('Did you get that?').waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    // The text can be sent now.
    expect(await page.getByText(/^Not sent\./).count()).toBe(0)
  })

  it('asks for another number instead of an invalid one, and opens no phone', async () => {
    const page = await open()
    await page.getByText('Another phone').click()
    const field = page.getByRole('combobox', { name: 'Sender' })
    const phones = await chooser(page).getByRole('option').count()
    await field.fill('06 12 34 56 78')
    await field.press('Enter')
    const said = () => field.evaluate((input: { readonly validationMessage: string }) => input.validationMessage)
    expect(await said()).toMatch(/^Write the number with its country code, such as \+/)
    expect(await chooser(page).getByRole('option').count()).toBe(phones)
    await field.fill('+33 6 12 34 56 71')
    expect(await said()).toBe('')
    await field.press('Enter')
    await phoneOf(page, '+33612345671').waitFor()
  })

  it('shows the first conversation, and lets people choose another', async () => {
    const [first = '', second = ''] = stage.exampleSenders
    for (const from of [first, second]) number().messages.push({ ...inbound(from, `Je suis ${from}`), from })
    const page = await open()
    await phoneOf(page, first).getByText(`Je suis ${first}`).waitFor()
    await chooser(page).selectOption(second)
    await phoneOf(page, second).getByText(`Je suis ${second}`).waitFor()
    expect(await page.getByRole('log').count()).toBe(1)
  })

  it('says below a row of texts once why they got no answer, and how often one came', async () => {
    const page = await open()
    for (const [id, text] of Object.entries({ a: 'Allô ?', b: 'Tu es là ?', c: 'Tu es là ?' }))
      number().say('message', { ...inbound(id, text), decision: { kind: 'silent', reason: 'answered-recently' } })
    number().say('message', { ...inbound('d', 'Tu es là ?'), decision: { kind: 'silent', reason: 'blocked' } })
    await page.getByText('Silence: sender blocked.').waitFor()
    expect(await page.locator('.verdict').count()).toBe(2)
    expect(await page.locator('.bubble .text').allTextContents()).toEqual(['Allô ?', 'Tu es là ? × 2', 'Tu es là ?'])
  })

  it('gives back a text that was not sent', async () => {
    const page = await open({ provoked: /500/ })
    const field = page.getByRole('textbox', { name: 'Your text to' })
    await field.fill('Salut')
    await field.press('Enter')
    await page.getByText('Not sent.').waitFor()
    expect(await field.inputValue()).toBe('Salut')
  })

  it('shows the harasser who was asked for, also while somebody writes', async () => {
    const page = await open({ provoked: /409/ })
    number().say('message', { ...inbound('mine', 'C’est moi'), from: '+33612345678' })
    await page.getByText('C’est moi').waitFor()
    await page.getByRole('button', { name: 'A persistent harasser' }).click()
    await page.getByRole('textbox').focus()
    number().say('message', inbound('1', 'Tu réponds ?'))
    await phoneOf(page, sender).getByText('Tu réponds ?').waitFor()
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
    const tabTo = async (name: string): Promise<void> => {
      for (let tabs = 0; tabs < 20 && (await focused()) !== name; tabs++) await page.keyboard.press('Tab')
      expect(await focused()).toBe(name)
    }
    await tabTo('Another phone')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.type(' 06')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('+33 6 99 99 99 99')
    await tabTo('Open a phone')
    await page.keyboard.press('Enter')
    await vi.waitFor(async () => expect(await focused()).toBe(`Your text to ${line}`), patienceMs)
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
    await page.keyboard.type('Salut')
    await page.keyboard.press('Enter')
    const body = '{"from":"+33699999999","to":"+32460000000","text":"Salut"}'
    await vi.waitFor(() => expect(number().asked[0]).toContain(body), patienceMs)
    await tabTo('A persistent harasser')
    await page.keyboard.press('Space')
    await vi.waitFor(() => expect(number().asked[1]).toContain('harasser'), patienceMs)
    await tabTo('More to try, and trouble to make')
    await page.keyboard.press('Enter')
    await tabTo('The carrier refuses the line')
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
    expect(await violations(page)).toStrictEqual([])
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
    const shown = chooser(page)
    await shown.getByText('+32450000029').waitFor({ state: 'attached' })
    expect(await shown.inputValue()).toBe(mine)
    await page.getByText('C’est moi').waitFor()
  })

  it('shows in a narrow viewport how things are, then what can be tried, then the phone', async () => {
    const page = await open({ width: 360 })
    number().say('alarms', [alarm('ALARM', 'Spending')])
    number().say('experiment', { ...siege, sent: 5000, state: 'done' })
    number().say('message', inbound('1', 'Coucou'))
    const shown = [
      page.getByText('1 alarm rings'),
      page.getByRole('heading', { name: 'Spending' }),
      page.getByRole('button', { name: 'A persistent harasser' }),
      page.getByText('5,000 texts, 40 promised an answer; receiving costs nothing that we know of.'),
      page.getByText('Coucou'),
    ]
    const tops = await Promise.all(shown.map(async (one) => (await one.first().boundingBox())?.y))
    expect(tops).toEqual(tops.toSorted((a = 0, b = 0) => a - b))
  })
})

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

const siege: Experiment = {
  ...idle,
  kind: 'siege',
  state: 'running',
  ...{ total: 5000, decided: 1234, waiting: 100, repliesBooked: 40 },
  timeline: { periodMs: 1000, arrived: [3000, 2000, 0], sent: [0, 30, 1] },
}

/** Chooses whose phone is shown. */
const chooser = (page: Page) => page.getByRole('combobox', { name: 'Phone shown' })
const refused = (line: string) => ({ line, reason: 'OPTED_OUT' })
