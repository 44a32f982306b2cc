import { setTimeout as delay } from 'node:timers/promises'
import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, expect, test } from 'vitest'

import type { CarrierName } from '../../carriers/registry.ts'
import type { Call } from '../../local/endpoint/call.ts'
import { minute } from '../../shared/rules/timing.ts'
import { startNumber, unbesieged } from './running-number.ts'
import { tellsOf } from './telling.ts'

type Text = { readonly id: string; readonly sender: string }

/** Some calls name the text that they are for; the others hit whichever text comes first. */
const anyText = () => true
const ofBudget = ({ body }: Call) => body.includes('budget#')
const byReport = ({ body }: Call, { id }: Text) => body.includes(`claim#${id}`)
const byId = ({ body }: Call, { id }: Text) => body.includes(id)
const byNumber = ({ parameters }: Call, { sender }: Text) =>
  parameters['DestinationPhoneNumber'] === sender || parameters['to'] === sender

const steps = [
  ['load a sender', 'receiveSms', 'dynamodb', 'GetItem', anyText],
  ['load senders', 'receiveSms', 'dynamodb', 'BatchGetItem', anyText],
  ['save the reservation', 'receiveSms', 'dynamodb', 'PutItem', byId],
  ['book', 'receiveSms', 'dynamodb', 'UpdateItem', ofBudget],
  ['queue a reply', 'receiveSms', 'sqs', 'SendMessage', anyText],
  ['queue replies', 'receiveSms', 'sqs', 'SendMessageBatch', anyText],
  ['hold the reply', 'sendReply', 'sqs', 'ChangeMessageVisibility', anyText],
  ['read the sender', 'sendReply', 'dynamodb', 'GetItem', anyText],
  ['claim', 'sendReply', 'dynamodb', 'PutItem', byId],
  ['write the outcome', 'sendReply', 'dynamodb', 'UpdateItem', byId],
] as const

/** What only a carrier has done for it. */
const stepsOf = {
  aws: [
    ['hand over', 'sendReply', 'sms-voice', 'SendTextMessage', byNumber],
    ['note the report', 'receiveSms', 'dynamodb', 'UpdateItem', byReport],
  ],
  sim: [
    ['pass the text on', 'simWebhook', 'sns', 'Publish', byId],
    ['look for the phone', 'sendReply', 'http-sms', 'ListHeartbeats', anyText],
    ['hand over', 'sendReply', 'http-sms', 'SendMessage', byNumber],
  ],
} as const
/** A mobile of the country whose phones the line answers. */
const senderOf = {
  aws: (block: number, n: number) => `+3247${block}${n}`,
  sim: (block: number, n: number) => `+3361${block}${n}`,
} as const
const accidents = ['kill-before', 'kill-after', 'lose-answer'] as const

/** What only a dead process could tell is uncertain, whether the phone has the reply or not. Everything else ends sent. */
const uncertain: { readonly [title: string]: { readonly replies: number } } = {
  'claim: kill-after': { replies: 0 },
  'hand over: kill-before': { replies: 0 },
  'hand over: kill-after': { replies: 1 },
  'hand over: lose-answer': { replies: 1 },
  'write the outcome: kill-before': { replies: 1 },
}

/** Texts of every carrier take the same steps of receive-sms, which those of AWS are enough to try. */
const isTriedWith = (carrier: CarrierName, by: string): boolean => carrier === 'aws' || by !== 'receiveSms'

const casesOf = (carrier: CarrierName) =>
  [...steps, ...stepsOf[carrier]]
    .filter(([, by]) => isTriedWith(carrier, by))
    .flatMap(([name, by, service, action, isFor]) =>
      accidents.map((accident) => ({ title: `${name}: ${accident}`, by, service, action, isFor, accident })),
    )
    .map((one, i) => ({ ...one, id: `text-${100 + i}`, sender: senderOf[carrier](500 + i, 1234) }))

/** Kills and cuts off every call that a text of this carrier takes. */
export const testCrashes = async (carrier: CarrierName): Promise<void> => {
  const number = await startNumber(4, { carrier, settings: unbesieged(carrier) })
  afterAll(number.stop)
  const { owner, outputs } = number.cloud
  const cases = casesOf(carrier)

  /** What the table holds of how texts ended, by their ids. */
  const readOutcomes = async (): Promise<ReadonlyMap<string, string>> => {
    const { Items = [] } = await owner.dynamodb.send(new ScanCommand({ TableName: outputs['TableName'] }))
    return new Map(
      Items.flatMap(({ pk, outcome }) =>
        outcome?.S === undefined ? [] : [[pk?.S?.replace('claim#', '') ?? '', outcome.S] as const],
      ),
    )
  }

  /** Once all have ended; or what there is after two minutes, which is long enough on a busy machine. */
  const outcomes = async (): Promise<ReadonlyMap<string, string>> => {
    for (const end = Date.now() + 2 * minute; ; await delay(300)) {
      const found = await readOutcomes()
      if (cases.every(({ id }) => found.has(id)) || Date.now() > end) return found
    }
  }

  test('whatever call a function dies at or is cut off at, a text ends answered once, or uncertain and never repeated', async () => {
    const happened = new Set<string>()
    for (const { title, by, service, action, isFor, accident, id, sender } of cases) {
      const when = (call: Call): boolean => isCallOf(number[by], call) && isFor(call, { id, sender })
      const once = (call: Call): boolean => !happened.has(title) && when(call) && happened.add(title).has(title)
      number.cloud.faults.add({ service, action, when: once, effect: accident })
    }
    await Promise.all(cases.map(({ id, sender }) => number.text(sender, undefined, id)))
    // A reply that comes up late is not held, and what goes alone or together is chance: more texts come, as few as may do, until
    // every accident has happened to one of them.
    const end = Date.now() + 2 * minute
    for (let i = 0; happened.size < cases.length && Date.now() < end; i++) {
      const received = cases.every(({ by, title }) => by !== 'receiveSms' || happened.has(title))
      const texts = received || i % 2 === 0 ? 1 : 4
      await Promise.all(Array.from({ length: texts }, (_, j) => number.text(senderOf[carrier](600 + i, 1230 + j))))
      await delay(1000)
    }
    expect(cases.filter(({ title }) => !happened.has(title)).map(({ title }) => title)).toEqual([])

    const found = await outcomes()
    const ends = cases.map(({ title, id, sender }) => [
      title,
      { outcome: found.get(id) ?? 'none', replies: number.repliesTo(sender).length },
    ])
    const expected = cases.map(({ title }) => [
      title,
      title in uncertain ? { outcome: 'uncertain', ...uncertain[title] } : { outcome: 'sent', replies: 1 },
    ])
    expect(Object.fromEntries(ends)).toEqual(Object.fromEntries(expected))
  }, 300_000)

  test('nor does a function that is killed or cut off tell a phone number or a text', () => {
    const told = number.cloud.logs.entries().map(({ line }) => line)
    for (const { from, to, text } of number.cloud.texts.entries())
      expect(told.filter((entry) => tellsOf(entry, [from, to], text))).toEqual([])
  })
}

/** The calls of its processes, not those of its event source. */
const isCallOf = (functionName: string, { caller }: Call): boolean =>
  caller.kind === 'function' && caller.functionName === functionName && caller.kill !== undefined
