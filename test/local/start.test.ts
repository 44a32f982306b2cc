import { describe, expect, it, test } from 'vitest'
import { createJournal, type LogLine, type PhoneText } from '../../emulator/index.ts'
import { accountOf, localCarriers } from '../../local/number.ts'
import { help, readOptions } from '../../local/options.ts'
import { startupBanner } from '../../local/startup-banner.ts'
import { senderAmong, showTranscript } from '../../local/transcript.ts'
import { createSenders } from '../../page/experiments/senders.ts'
import { inLanguageOf, readSettings } from '../../settings/read.ts'
import { addressOf, carrierNames, carriers } from '../../shared/rules/carriers.ts'
import type { DeliveryStatus } from '../../shared/rules/delivery-report.ts'
import { minute } from '../../shared/rules/timing.ts'
import { exampleWith } from '../settings/checked.ts'

it('npm start runs the local stage on its default ports unless told otherwise', () => {
  expect(readOptions([], {})).toEqual({ stage: 'local', port: 4000, awsPort: 4566 })
  const options = readOptions(['--stage', 'example'], { PORT: '0', AWS_PORT: '1' })
  expect(options).toEqual({ stage: 'example', port: 0, awsPort: 1 })
})

it('npm start -- --help lists options, variables and commands', () => {
  for (const asked of [['--help'], ['-h'], ['--stage', 'local', '--help']]) expect(readOptions(asked, {})).toBe('help')
  for (const word of ['--stage <name>', 'PORT=4000', 'AWS_PORT=4566', 'npm run ops -- status --local'])
    expect(help).toContain(word)
})

it.each<[string, readonly string[], Record<string, string>, RegExp]>([
  ['an unknown option', ['--fast'], {}, /^The options --fast are not understood: .*\.$/],
  ['a stage that npm took as its own option', [], { npm_config_stage: 'example' }, /^npm took --stage .*\.$/],
  ['the same port twice', [], { PORT: '4567', AWS_PORT: '4567' }, /^PORT and AWS_PORT are both 4567, .*\.$/],
  ['an invalid port', [], { AWS_PORT: 'http' }, /^AWS_PORT is "http", but it must be .*\.$/],
])('npm start refuses in one sentence %s', (_, args, environment, sentence) => {
  expect(() => readOptions(args, environment)).toThrow(sentence)
})

const [aws, sender, caller] = ['+32460000000', '+33612345678', '+33687654321']

const unset = readSettings('local')
const chosen = exampleWith({ operatorLanguage: 'en' })

test.each([
  ['fr-FR', 'local', unset, 'fr'],
  ['fr', 'local', unset, 'fr'],
  ['en-GB', 'local', unset, 'en'],
  ['de-DE', 'local', unset, undefined],
  ['fy-NL', 'local', unset, undefined],
  ['fr-FR', 'local', chosen, 'en'],
  ['fr-FR', 'example', unset, 'fr'],
  ['fr-FR', 'prod', unset, undefined],
])('with the locale %s, the stage %s uses its language unless settings choose', (locale, stage, settings, language) => {
  expect(inLanguageOf(locale, stage, settings).operatorLanguage).toBe(language)
})

it.each([
  ['in production, with its numbers and price', 'local', { tier: 'PRODUCTION', numbers: [aws], partPriceUsd: 0.08 }],
  ['in the sandbox, if it is one of simulators', 'rehearsal', { tier: 'SANDBOX', numbers: [], spendLimitUsd: 1 }],
])('A stage runs in an account %s', (_, stage, account) => {
  expect(accountOf(readSettings(stage))).toMatchObject(account)
})

it('The numbers of the account have the ids that settings give', () => {
  const settings = readSettings('local')
  const lines = settings.lines.map((line) => (line.carrier === 'aws' ? { ...line, phoneNumberId: 'phone-0123' } : line))
  expect(accountOf({ ...settings, lines }).numberIds).toEqual({ '+32460000000': 'phone-0123' })
})

/** A number that immediately answers the first text or call of each sender. */
const setUp = (delivery: DeliveryStatus = 'delivered', dueInMs = 0) => {
  const [texts, logs] = [createJournal<PhoneText>(), createJournal<LogLine>()]
  const at = new Date().toISOString()
  const log = (line: object) => logs.append({ at, functionName: 'toy', line: JSON.stringify(line) })
  const answered = new Set<string>()
  let ids = 0
  const receive = async (from: string, to: string): Promise<string> => {
    const id = `inbound-${ids++}`
    if (answered.has(from)) log({ message: 'texts silenced', silenced: { 'answered-recently': [id] } })
    else {
      log({ message: 'reply booked', inboundId: id, dueAt: new Date(Date.parse(at) + dueInMs).toISOString() })
      // One that is due later never comes here.
      if (dueInMs === 0 && delivery === 'delivered')
        texts.append({ id: `reply-${id}`, direction: 'reply', from: to, to: from, text: 'Please stop.', at })
      if (dueInMs === 0) log({ message: 'delivery reported', inboundId: id, status: delivery })
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
  const show = async (line: string, calls: string | undefined, sendIntervalMs = 1000) => {
    const print = (text: string) => printed.push(text.replace(/\d\d:\d\d:\d\d/, 'now').trim())
    await showTranscript({ cloud, line, sender, caller: calls, sendIntervalMs, print })
    return printed
  }
  return { show }
}

const text = (line: string) => `now  ${sender} → ${line}  Salut, c'est Kevin du bar. On se voit quand ?`
const reply = (line: string, to: string) => `now  ${line} → ${to}  Please stop.`
const silence = (line: string) => [`now  ${sender} → ${line}  Allô ?`, 'decision: silence (answered-recently)']

describe('The transcript', () => {
  const all = [['BE'], ['BE', 'FR'], ['BE', 'FR', 'LU', 'DE', 'NL']]
  it.each(all.map((some) => [some]))('people write as others than the first sender: %j', (countries) => {
    const { examples } = createSenders(countries)
    expect(senderAmong(examples)).toMatch(/^\+32/)
    expect(senderAmong(examples)).not.toBe(examples[0])
  })

  it('shows that a reply did not arrive, without waiting for it', async () => {
    const printed = await setUp('unreachable').show(aws, undefined)
    const report = 'reported: unreachable'
    expect(printed).toStrictEqual([text(aws), 'decision: reply, due at now', report, ...silence(aws)])
  })

  it('does not wait for a reply that is due in more than a minute and a half', async () => {
    const printed = await setUp('delivered', 2 * minute).show(aws, undefined)
    expect(printed).toStrictEqual([text(aws), expect.stringMatching(/^decision: reply, due at now/), ...silence(aws)])
  })

  it('says when the pace of its carrier may hold a reply longer than the transcript waits', async () => {
    const [, decision] = await setUp().show(aws, undefined, 36_000)
    expect(decision).toBe('decision: reply, due at now, at a pace of one request in 36 s')
  })

  it('also shows a call, if the carrier of the line takes calls', async () => {
    const printed = await setUp().show(aws, caller)
    // The call comes before the text has its reply, so that the order of the rest varies.
    expect(printed.slice(0, 2)).toStrictEqual([text(aws), 'decision: reply, due at now'])
    const called = [`now  ${caller} → ${aws}  (calls, and nobody answers)`, 'decision: reply, due at now']
    const ends = [reply(aws, sender), reply(aws, caller), 'reported: delivered', 'reported: delivered']
    expect(printed.slice(2, -2).sort()).toStrictEqual([...called, ...ends].sort())
    expect(printed.slice(-2)).toStrictEqual(silence(aws))
  })
})

describe('The banner', () => {
  const cloud = { region: 'eu-west-3', inboundTopicArn: 'arn' }
  const web = 'http://127.0.0.1:4000'
  /** A carrier that publishes no texts to the topic itself. */
  const quiet = carrierNames.find((name) => localCarriers[name].publishesTexts === undefined) ?? 'aws'
  type Lines = Parameters<typeof startupBanner>[0]['stage']['lines']
  const bannerOf = (lines: Lines, endpoint = 'http://127.0.0.1:4566') =>
    startupBanner({ cloud: { ...cloud, endpoint }, web, stage: { stage: 'toy', lines, exampleSenders: [sender] } })
  const banner = (endpoint?: string, ...others: Lines) =>
    bannerOf([...others, { number: aws, carrier: 'aws' }], endpoint)

  it('says how to text a number, and how to publish to its topic', () => {
    const text = `{"from":"${sender}","to":"${aws}","text":"Salut"}`
    expect(banner()).toContain(`curl -d '${text}' http://localhost:4000/api/messages`)
    expect(banner()).toContain(`"destinationNumber":"${aws}"`)
    expect(banner()).not.toContain('api/calls')
  })

  it.each(carrierNames)('names the region in AWS’s commands, and publishes only what a line of %s gets', (carrier) => {
    const said = bannerOf([{ number: '+33639980012', carrier, network: 'another' }])
    expect(said.includes('sns publish')).toBe(localCarriers[carrier].publishesTexts === true)
    const regions = said.match(/(?<= aws --endpoint-url \S+ )\S+ \S+/g) ?? []
    expect(regions).toEqual(regions.map(() => '--region eu-west-3'))
  })

  it('has the command to operate the number, with the port of the AWS endpoint if it is not the default', () => {
    expect(banner()).toMatch(/^Operate npm run ops -- status --local --stage toy$/m)
    const operate = /^Operate AWS_PORT=5312 npm run ops -- status --local --stage toy$/m
    expect(banner('http://127.0.0.1:5312')).toMatch(operate)
  })

  it.each(carrierNames)('says how to write to a line of %s, and to call it if it takes calls', (carrier) => {
    const number = '+33639980012'
    const to = addressOf({ carrier }, number)
    const said = banner('http://127.0.0.1:4566', { number, carrier })
    expect(said).toContain(`"to":"${to}","text":"Salut"}' http://localhost:4000/api/messages`)
    const curl = `{"from":"${sender}","to":"${to}"}' http://localhost:4000/api/calls`
    expect(said.includes(curl)).toBe(carriers[carrier].takesCalls)
  })

  it('has the AWS topic take texts to a line of AWS, whatever else the stage has', () => {
    expect(banner(undefined, { number: '+33639980012', carrier: quiet })).toContain(`"destinationNumber":"${aws}"`)
  })
})
