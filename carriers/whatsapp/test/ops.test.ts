import { createServer } from 'node:http'
import { SocialMessagingClient } from '@aws-sdk/client-socialmessaging'
import { describe, expect, onTestFinished, test } from 'vitest'
import { drawLeaflet } from '../../../ops/card/leaflet/leaflet.ts'
import { drawSheet } from '../../../ops/card/sheet.ts'
import type { Deployment } from '../../../ops/deployment.ts'
import { readPrinted, seenIn, subjectOf } from '../../../test/ops/card/drawn.ts'
import { startStandIn, stoppedAfterwards } from '../../../test/stand-in.ts'
import { attached, cloudWatchWith, deployedAs } from '../../test/deployed.ts'
import { opsExamples } from '../../test/examples.ts'
import { attachWhatsApp } from '../ops/attach.ts'
import { checkMetaApiVersion, checkWhatsAppLines } from '../ops/checks.ts'
import { cardRemark, whatsappOperations } from '../ops/operations.ts'
import { whatsappLinesOf } from '../settings.ts'
import { phoneNumberId, whatsappOnly } from './example.ts'

const topicArn = 'arn:aws:sns:eu-west-3:123456789012:AntiRelou-example-WhatsApp'
const [line] = whatsappLinesOf(whatsappOnly)

/** What AWS says of a number that is attached (API reference, GetLinkedWhatsAppBusinessAccount). */
const asAttached = {
  number: { phoneNumber: '+39 399 000 0000', phoneNumberId, displayPhoneNumberName: 'Bonsoir', qualityRating: 'GREEN' },
  account: { registrationStatus: 'COMPLETE', eventDestinations: [{ eventDestinationArn: topicArn }] },
}
type Changes = { readonly number?: object; readonly account?: object; readonly linked?: boolean }

/** A stage with one line on WhatsApp, in an account that differs in this from one in which it is attached. */
const deploymentWith = async ({ number, account, linked = true }: Changes): Promise<Deployment> => {
  const phoneNumbers = [{ ...asAttached.number, ...number }]
  const known = { id: 'waba-1', ...asAttached.account, ...account, phoneNumbers }
  const list = { linkedAccounts: linked ? [known] : [] }
  const server = createServer(({ url = '' }, response) =>
    response.end(JSON.stringify(url.includes('/list') ? list : { account: known })),
  )
  const client = new SocialMessagingClient({
    endpoint: await stoppedAfterwards(startStandIn(server)),
    region: 'eu-west-3',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  })
  onTestFinished(() => client.destroy())
  return deployedAs(whatsappOnly, { outputs: { WhatsAppTopicArn: topicArn }, aws: { clientOf: () => client } })
    .deployment
}

const toFix = async (changes: Changes) =>
  (await checkWhatsAppLines(await deploymentWith(changes))).flatMap(({ what, state, say }) =>
    state === 'fix' ? [`${what.en}: ${say.en}`] : [],
  )

type Refused = readonly [changes: Changes, sentence: string, complaint: string]
const refused = Object.entries(opsExamples<Refused>('whatsapp', 'attach is refused'))
test.each(refused)('attach refuses in one sentence if %s, and doctor says so, too', async (_, given) => {
  const [changes, sentence, complaint] = given
  const { asked, complaint: said } = await attached(attachWhatsApp, await deploymentWith(changes), line?.address ?? '')
  expect(asked).toBe('')
  expect(said).toContain(sentence)
  expect(said).not.toContain('\n')
  expect(await toFix(changes)).toEqual([expect.stringContaining(complaint)])
})

describe('doctor', () => {
  test('finds nothing to fix once a line is attached, and names what only Meta knows', async () => {
    const checks = await checkWhatsAppLines(await deploymentWith({}))
    const said = checks.map(({ what, state }) => `${what.en.replace(/^whatsapp:\+\d+: /, '')}: ${state}`)
    const well = ['number', 'registration', 'events', 'quality', 'countries']
    expect(said).toEqual([...well.map((what) => `${what}: ok`), 'name: remark'])
  })

  test('asks for a line to be attached', async () => {
    expect(await toFix({ account: { eventDestinations: [] } })).toEqual([
      'whatsapp:+393990000000: events: what it receives does not come here: npm run ops -- attach whatsapp:+393990000000 --stage example',
    ])
  })

  test.each([
    ['GREEN', 'ok'],
    ['UNKNOWN', 'remark'],
    ['YELLOW', 'fix'],
    ['RED', 'fix'],
  ])('reports the quality rating of the number: %s', async (qualityRating, state) => {
    const checks = await checkWhatsAppLines(await deploymentWith({ number: { qualityRating } }))
    expect(checks.find(({ what }) => what.en.endsWith(': quality'))?.state).toBe(state)
  })

  test.each([
    ['2028-04-29T23:59:59Z', 'ok', /^replies are sent with v25\.0, which Meta ends on 2028-07-29$/],
    ['2028-04-30T00:00:00Z', 'remark', /2028-07-29 and then serves as its next version: upgrade/],
  ])('on %s, says how long Meta will serve the version of its API that we use: %s', (at, state, say) => {
    expect(checkMetaApiVersion(Date.parse(at))).toMatchObject({ state, say: { en: expect.stringMatching(say) } })
  })
})

test('cost counts replies and received messages, those that wait, too, each at its own price', async () => {
  const counts: { readonly [metric: string]: number } = {
    'TextsReceived.whatsapp': 900,
    NumberOfMessagesPublished: 1300,
  }
  const cloudWatch = cloudWatchWith((metric) => counts[metric] ?? 100)
  const settings = { ...whatsappOnly, whatsapp: { replyPriceUsd: 0.03 } }
  const { deployment } = deployedAs(settings, { outputs: { WhatsAppTopicArn: topicArn }, aws: { cloudWatch } })
  const usd = (await whatsappOperations.estimates?.(deployment, 0))?.map((one) => one.usd)
  expect(usd).toEqual([expect.closeTo(3), expect.closeTo(5)])
})

test('the name by which people find a number on WhatsApp stands under it, however long it is', async () => {
  const username = 'association_aubepine.35.caracteres_'
  const remark = cardRemark({ username })
  const names = Array.from({ length: 8 }, () => 'Lou')
  const card = { number: '+33639980021', language: 'fr', countries: ['FR'], names, remark, sample: false } as const
  const { text } = readPrinted(await drawSheet(card))
  expect(text.split(`0639980021WhatsApp@${username}+33639980021`)).toHaveLength(8 + 1)
  const seen = seenIn(drawLeaflet(subjectOf({ remark }), ['fr']))
  expect(seen).toContain(`0460 00 00 00 @${username} ${remark.warning.fr}`)
})
