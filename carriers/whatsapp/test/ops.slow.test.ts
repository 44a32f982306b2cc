import {
  ListLinkedWhatsAppBusinessAccountsCommand,
  PutWhatsAppBusinessAccountEventDestinationsCommand,
  SocialMessagingClient,
} from '@aws-sdk/client-socialmessaging'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, expect, test, vi } from 'vitest'
import { notificationBody } from '../../../lab/virtual/messages.ts'
import { submittedTo } from '../../../shared/rules/telemetry.ts'
import { until } from '../../../test/e2e/running-number.ts'
import { startOperated } from '../../../test/ops/operated-number.ts'
import { change, published, sent } from './events.ts'
import { line, number } from './example.ts'

const account = { concurrency: 1000, emailsConfirmed: true, areLinesAttached: false }
const operated = await startOperated(account, 'local-whatsapp')
const { cloud, ops, target } = operated
const { endpoint, region } = cloud
const credentials = { accessKeyId: 'owner', secretAccessKey: 'owner' }
const client = new SocialMessagingClient({ endpoint, region, credentials })
afterAll(async () => {
  client.destroy()
  await operated.stop()
})

const topicArn = cloud.outputs['WhatsAppTopicArn'] ?? ''
const linked = async () => (await client.send(new ListLinkedWhatsAppBusinessAccountsCommand())).linkedAccounts?.[0]
const destinations = async () => (await linked())?.eventDestinations?.map((one) => one.eventDestinationArn)
const run = (args: readonly string[], typed: Parameters<typeof ops>[1] = {}) => ops([...args, ...target], typed)
const write = () => cloud.receiveText({ from: '+33612343210', to: line, text: 'Salut' })

test('attach says what it will change and where events go now, and changes nothing without a yes', async () => {
  const elsewhere = 'arn:aws:sns:eu-west-3:000000000000:elsewhere'
  const eventDestinations = [{ eventDestinationArn: elsewhere }]
  const { id } = (await linked()) ?? {}
  await client.send(new PutWhatsAppBusinessAccountEventDestinationsCommand({ id, eventDestinations }))
  const { asked, exitCode, err } = await run(['attach', line], { answer: 'n' })
  expect(asked).toContain(`The events of its account go to ${elsewhere} now, and will no longer.`)
  expect(asked).toContain(`Have all that happens to the WhatsApp account of ${number} sent here`)
  expect([exitCode, err]).toEqual([1, 'Nothing was changed.\n'])
  expect(await destinations()).toEqual([elsewhere])
})

test('a line can be attached again and again, tried and checked for its cost by the command line', async () => {
  const lost = await write()
  const { exitCode, out } = await run(['attach', line, '--json', '--yes'])
  expect([exitCode, JSON.parse(out)]).toEqual([0, { number, topicArn, displayName: 'Bonsoir' }])
  const again = await run(['attach', line], { answer: 'y' })
  expect(again.asked).toMatch(/^AntiRelou-local-whatsapp: Have all that happens /)
  expect(again.out).toMatch(/^\+33639980021 is attached on WhatsApp\..*\nWhoever .* may see the name "Bonsoir"/)
  expect(await destinations()).toEqual([topicArn])
  const checks: readonly { what: string; state: string }[] = JSON.parse((await run(['doctor', '--json'])).out)
  const stateOf = (wanted: string) => checks.find(({ what }) => what === wanted)?.state
  const mended = ['Table', `${line}: events`, 'WhatsApp API']
  expect(mended.map(stateOf)).toEqual(Array(3).fill('ok'))

  const id = await write()
  await until('what WhatsApp says', () => operated.deliveries(id).length > 0)
  // The report may come first.
  await until('the outcome', () => operated.outcomes(id).length > 0)
  expect(operated.outcomes(id)).toEqual(['sent'])
  expect(operated.decisions(lost)).toEqual([])
  await vi.waitFor(
    async () => {
      const { estimatedUsd } = JSON.parse((await run(['cost', '--json'])).out)
      // On a busy machine, a message may be handled twice, and a function may time out before it counts its reply.
      const sent = operated.count(submittedTo('whatsapp'))
      expect(estimatedUsd).toContainEqual({ to: 'AWS', what: `WhatsApp replies, ${sent}`, usd: 0.035 * sent })
      const received = operated.count('TextsReceived.whatsapp')
      expect(estimatedUsd).toContainEqual({
        to: 'AWS',
        what: `WhatsApp messages received, ${received}`,
        usd: 0.005 * received,
      })
    },
    { timeout: 60_000, interval: 100 },
  )
  const { out: cost } = await run(['cost'])
  expect(cost).toMatch(/^The budgets of lines on WhatsApp allow 10000 replies a month, 350\.00 USD\./m)
})

test('show and forget find a person’s messages, and reports about replies to them, among dead letters', async () => {
  const told = published([change({ statuses: [{ id: 'wamid.2', status: 'failed', recipient_id: '5215512345678' }] })])
  const letters = [
    published([change({ messages: [sent({ from: '5215512345678' })] })]),
    // Functions can't read it: it has no time.
    published([change({ messages: [sent({ from: '5215512345678', timestamp: undefined })] })]),
    told,
    published([change({ messages: [sent({ from: '33698765432', text: { body: '5215512345678' } })] })]),
    published([change({ messages: 7 }), 7]),
  ]
  for (const letter of letters) {
    const MessageBody = notificationBody(topicArn, letter, Date.now())
    const QueueUrl = cloud.outputs['InboundDeadLettersUrl']
    await cloud.owner.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))
  }
  const deadLettersOf = async (command: string) => {
    const { out } = await run([command, '+525512345678', '--json', '--yes'])
    return JSON.parse(out).deadLetters
  }
  for (const command of ['show', 'forget'])
    expect(await deadLettersOf(command)).toMatchObject({ texts: 2, reports: 1, unseen: 0 })
  expect(await deadLettersOf('show')).toEqual({ texts: 0, replies: 0, reports: 0, unseen: 0 })
})
