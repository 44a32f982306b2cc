import { describe, expect, it } from 'vitest'

import { createJournal, type LogLine, type PhoneText } from '../../emulator/index.ts'
import { startupBanner } from '../../local/startup-banner.ts'
import { showTranscript } from '../../local/transcript.ts'
import type { DeliveryStatus } from '../../shared/rules/delivery-report.ts'

const [aws, sender, caller] = ['+32460000000', '+33612345678', '+33687654321']

/** A number that immediately answers the first text or call of each sender. */
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
  it('shows that a reply did not arrive, without waiting for it', async () => {
    const printed = await setUp('unreachable').show(aws, undefined)
    const report = 'reported: unreachable'
    expect(printed).toStrictEqual([text(aws), 'decision: reply, due at now', report, ...silence(aws)])
  })

  it('also shows a call, if the carrier of the line takes calls', async () => {
    const printed = await setUp().show(aws, caller)
    // The call comes before the text has its reply, so that the order of the rest varies.
    expect(printed.slice(0, 2)).toStrictEqual([text(aws), 'decision: reply, due at now'])
    expect(printed.slice(2, -2).sort()).toStrictEqual(
      [
        `now  ${caller} → ${aws}  (calls, and nobody answers)`,
        'decision: reply, due at now',
        reply(aws, sender),
        reply(aws, caller),
        'reported: delivered',
        'reported: delivered',
      ].sort(),
    )
    expect(printed.slice(-2)).toStrictEqual(silence(aws))
  })
})

describe('The banner', () => {
  const banner = (endpoint = 'http://127.0.0.1:4566') =>
    startupBanner({
      cloud: { endpoint, region: 'eu-west-3', inboundTopicArn: 'arn' },
      web: 'http://127.0.0.1:4000',
      stage: { stage: 'toy', lines: [{ number: aws, carrier: 'aws' }], exampleSenders: [sender] },
    })

  it('says how to text a number, and how to publish to its topic', () => {
    expect(banner()).toContain(
      `curl -d '{"from":"${sender}","to":"${aws}","text":"Salut"}' http://localhost:4000/api/messages`,
    )
    expect(banner()).toContain(`"destinationNumber":"${aws}"`)
    expect(banner()).not.toMatch(/api\/calls|httpSMS/)
  })

  it('has the command to operate the number, with the port of the AWS endpoint if it is not the default', () => {
    expect(banner()).toMatch(/^Operate npm run ops -- status --local --stage toy$/m)
    expect(banner('http://127.0.0.1:5312')).toMatch(
      /^Operate AWS_PORT=5312 npm run ops -- status --local --stage toy$/m,
    )
  })
})
