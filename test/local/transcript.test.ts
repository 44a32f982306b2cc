import { describe, expect, it } from 'vitest'

import { createJournal } from '../../local/journal.ts'
import type { LogLine } from '../../local/lambda/lambda.ts'
import type { PhoneText } from '../../local/phones/phones.ts'
import { startupBanner } from '../../local/startup-banner.ts'
import { showTranscript } from '../../local/transcript.ts'
import type { DeliveryStatus } from '../../shared/rules/delivery-report.ts'

const [sim, aws, sender, caller] = ['+33639980012', '+32460000000', '+33612345678', '+33687654321']

/** A number that answers whoever texts or calls first, at once. */
const setUp = (delivery: DeliveryStatus = 'delivered') => {
  const [texts, logs] = [createJournal<PhoneText>(), createJournal<LogLine>()]
  const at = new Date().toISOString()
  const log = (line: object) => logs.append({ at, functionName: 'toy', line: JSON.stringify(line) })
  const answered = new Set<string>()
  let ids = 0
  const receive = async (from: string, to: string): Promise<string> => {
    const id = `inbound-${ids++}`
    if (answered.has(from)) log({ message: 'texts silenced', silenced: { 'answered-recently': [id] } })
    else {
      log({ message: 'reply booked', inboundId: id, dueAt: at })
      if (delivery === 'delivered')
        texts.append({ id: `reply-${id}`, direction: 'reply', from: to, to: from, text: 'Please stop.', at })
      log({ message: 'delivery reported', inboundId: id, status: delivery })
    }
    answered.add(from)
    return id
  }
  const printed: string[] = []
  const cloud = {
    texts,
    logs,
    receiveText: ({ from, to }: { readonly from: string; readonly to: string }) => receive(from, to),
    receiveCall: ({ from, to }: { readonly from: string; readonly to: string }) => receive(from, to),
  }
  const show = async (line: string, calls: string | undefined) => {
    const print = (text: string) => printed.push(text.replace(/\d\d:\d\d:\d\d/, 'now').trim())
    await showTranscript({ cloud, line, sender, caller: calls, print })
    return printed
  }
  return { show }
}

const text = (line: string) => `now  ${sender} → ${line}  Salut, c'est Kevin du bar. On se voit quand ?`
const reply = (line: string, to: string) => `now  ${line} → ${to}  Please stop.`
const silence = (line: string) => [`now  ${sender} → ${line}  Allô ?`, 'decision: silence (answered-recently)']

describe('The transcript', () => {
  it('shows a text, its reply, and that the next one gets none', async () => {
    const printed = await setUp().show(aws, undefined)
    const report = 'reported: delivered'
    expect(printed).toStrictEqual([
      text(aws),
      'decision: reply, due at now',
      reply(aws, sender),
      report,
      ...silence(aws),
    ])
  })

  it('shows that a reply did not arrive, without waiting for it', async () => {
    const printed = await setUp('unreachable').show(aws, undefined)
    const report = 'reported: unreachable'
    expect(printed).toStrictEqual([text(aws), 'decision: reply, due at now', report, ...silence(aws)])
  })

  it('shows a call, too, of a line that has a SIM', async () => {
    const printed = await setUp().show(sim, caller)
    // Nobody waits with a call until a reply has come.
    expect(printed.slice(0, 2)).toStrictEqual([text(sim), 'decision: reply, due at now'])
    expect(printed.slice(2, -2).sort()).toStrictEqual(
      [
        `now  ${caller} → ${sim}  (calls, and nobody answers)`,
        'decision: reply, due at now',
        reply(sim, sender),
        reply(sim, caller),
        'reported: delivered',
        'reported: delivered',
      ].sort(),
    )
    expect(printed.slice(-2)).toStrictEqual(silence(sim))
  })
})

describe('Where a number is', () => {
  const told = (
    ...lines: readonly { readonly number: string; readonly language: string; readonly carrier: 'aws' | 'sim' }[]
  ) =>
    startupBanner({
      cloud: { endpoint: 'http://127.0.0.1:4566', region: 'eu-west-3', inboundTopicArn: 'arn' },
      web: 'http://127.0.0.1:4000',
      stage: { stage: 'toy', lines, exampleSenders: [sender] },
    })
  const [ofAws, ofSim] = [
    { number: aws, language: 'fr', carrier: 'aws' },
    { number: sim, language: 'fr', carrier: 'sim' },
  ] as const

  it('says how to text it, and how to reach AWS', () => {
    const said = told(ofAws)
    expect(said).toContain(
      `curl -d '{"from":"${sender}","to":"${aws}","text":"Salut"}' http://localhost:4000/api/messages`,
    )
    expect(said).toContain(`"destinationNumber":"${aws}"`)
    expect(said).not.toMatch(/api\/calls|httpSMS/)
  })

  it('says how to call a line that has a SIM, and that a text of AWS goes to another', () => {
    const said = told(ofSim, ofAws)
    expect(said).toContain(`"to":"${sim}","text":"Salut"}' http://localhost:4000/api/messages`)
    expect(said).toContain(`curl -d '{"from":"${sender}","to":"${sim}"}' http://localhost:4000/api/calls`)
    expect(said).toContain(`"destinationNumber":"${aws}"`)
    expect(said).toContain('httpSMS http://localhost:4566/http-sms')
  })
})
