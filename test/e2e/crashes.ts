import { setTimeout as delay } from 'node:timers/promises'
import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, expect, test } from 'vitest'
import type { Call } from '../../emulator/index.ts'
import { minute } from '../../shared/rules/timing.ts'
import { holdsPersonalData } from './personal-data.ts'
import { startNumber, unbesieged } from './running-number.ts'
import type { Step, TestedCarrier, Text } from './tested-carrier.ts'

/** Whether a call is for a given text. A call that does not name its text counts for any of them. */
const anyText = () => true
const ofBudget = ({ body }: Call) => body.includes('budget#')
const byId = ({ body }: Call, { id }: Text) => body.includes(id)
const steps: readonly Step[] = [
  ['load a sender', 'ReceiveSmsFunctionName', 'dynamodb', 'GetItem', anyText],
  ['load senders', 'ReceiveSmsFunctionName', 'dynamodb', 'BatchGetItem', anyText],
  ['save the reply', 'ReceiveSmsFunctionName', 'dynamodb', 'PutItem', byId],
  ['book', 'ReceiveSmsFunctionName', 'dynamodb', 'UpdateItem', ofBudget],
  ['queue a reply', 'ReceiveSmsFunctionName', 'sqs', 'SendMessage', anyText],
  ['queue replies', 'ReceiveSmsFunctionName', 'sqs', 'SendMessageBatch', anyText],
  ['hide the reply', 'SendReplyFunctionName', 'sqs', 'ChangeMessageVisibility', anyText],
  ['read the sender', 'SendReplyFunctionName', 'dynamodb', 'BatchGetItem', anyText],
  ['claim', 'SendReplyFunctionName', 'dynamodb', 'PutItem', byId],
  ['write the outcome', 'SendReplyFunctionName', 'dynamodb', 'UpdateItem', byId],
]

/** The call that hands a reply over to the carrier. */
const handOver = ({ sendingTo }: TestedCarrier): Step => {
  const { service, action } = sendingTo('')
  return ['hand over', 'SendReplyFunctionName', service, action, (call, { sender }) => sendingTo(sender).when(call)]
}

const accidents = ['kill-before', 'kill-after', 'lose-answer'] as const

/** The carrier's report proves that the reply was sent, but may come after it was given up as uncertain. */
const provenByReport = expect.stringMatching(/^(sent|uncertain)$/)

/** How what no living process knows of a reply ends, and how many arrive. All others end as sent. */
const unsure: { readonly [title: string]: { readonly outcome: unknown; readonly replies: number } } = {
  'claim: kill-after': { outcome: 'uncertain', replies: 0 },
  'hand over: kill-before': { outcome: 'uncertain', replies: 0 },
  'hand over: kill-after': { outcome: provenByReport, replies: 1 },
  'write the outcome: kill-before': { outcome: provenByReport, replies: 1 },
}

const casesOf = (carrier: TestedCarrier, scope: Scope, newId: (sender: string) => string) =>
  [...(scope === 'all' ? steps : []), handOver(carrier), ...(carrier.steps ?? [])]
    .flatMap(([name, by, service, action, isFor]) =>
      accidents.map((accident) => ({ title: `${name}: ${accident}`, by, service, action, isFor, accident })),
    )
    // A process whose hand-over got no answer rests for minutes; how that ends is tested by itself.
    .filter(({ title }) => title !== 'hand over: lose-answer')
    .map((one, i) => ({ ...one, sender: carrier.senderOf(500 + i, 1234) }))
    .map((one) => ({ ...one, id: newId(one.sender) }))

/** Calls that are the same with every carrier are tested with one; a carrier's own functions always. */
type Scope = 'all' | 'own'

/** Tests each call that a text of this carrier takes, with a process that dies and with a lost answer. */
export const testCrashes = async (carrier: TestedCarrier, scope: Scope): Promise<void> => {
  const number = await startNumber(4, { ...carrier, settings: unbesieged(carrier.stage) })
  afterAll(number.stop)
  const { owner, outputs } = number.cloud
  const cases = casesOf(carrier, scope, number.newId)

  /** The outcomes in the table, by the ids of their texts. */
  const readOutcomes = async (): Promise<ReadonlyMap<string, string>> => {
    const { Items = [] } = await owner.dynamodb.send(new ScanCommand({ TableName: outputs['TableName'] }))
    return new Map(
      Items.flatMap(({ pk, outcome }) =>
        outcome?.S === undefined ? [] : [[pk?.S?.replace('claim#', '') ?? '', outcome.S] as const],
      ),
    )
  }

  /** The outcomes when all cases have one, or after two minutes, which is long enough on a busy machine. */
  const outcomes = async (): Promise<ReadonlyMap<string, string>> => {
    for (const end = Date.now() + 2 * minute; ; await delay(300)) {
      // A reply whose question got no answer waits for two minutes.
      await number.tryHidden()
      const found = await readOutcomes()
      if (cases.every(({ id }) => found.has(id)) || Date.now() > end) return found
    }
  }

  test('whichever call a function dies at, a text is answered once, or is uncertain and never repeated', async () => {
    const happened = new Set<string>()
    for (const { title, by, service, action, isFor, accident, id, sender } of cases) {
      const when = (call: Call): boolean => isCallOf(outputs[by] ?? '', call) && isFor(call, { id, sender })
      const once = (call: Call): boolean => !happened.has(title) && when(call) && happened.add(title).has(title)
      number.cloud.faults.add({ service, action, when: once, effect: accident })
    }
    await Promise.all(cases.map(({ id, sender }) => number.text(sender, undefined, id)))
    // Whether a reply is held or a request batched is chance. Texts are sent until each accident has happened to one.
    const end = Date.now() + 4 * minute
    for (let i = 0; happened.size < cases.length && Date.now() < end; i++) {
      const received = cases.every(({ by, title }) => by !== 'ReceiveSmsFunctionName' || happened.has(title))
      const texts = received || i % 2 === 0 ? 1 : 4
      await Promise.all(Array.from({ length: texts }, (_, j) => number.text(carrier.senderOf(600 + i, 1230 + j))))
      await delay(1000)
    }
    expect(cases.filter(({ title }) => !happened.has(title)).map(({ title }) => title)).toEqual([])

    const found = await outcomes()
    const endOf = (id: string, to: string) => ({ outcome: found.get(id) ?? '', replies: number.repliesTo(to).length })
    const ends = cases.map(({ title, id, sender }) => [title, endOf(id, sender)])
    const expected = cases.map(({ title }) => [title, unsure[title] ?? { outcome: 'sent', replies: 1 }])
    expect(Object.fromEntries(ends)).toEqual(Object.fromEntries(expected))
  }, 480_000)

  test('a function that dies or gets no answer logs no phone number and no text', () => {
    const told = number.cloud.logs.entries().map(({ line }) => line)
    for (const { from, to, text } of number.cloud.texts.entries())
      expect(told.filter((entry) => holdsPersonalData(entry, [from, to], text))).toEqual([])
  })
}

/** Whether a process of the function made the call, and not the function's event source. */
const isCallOf = (functionName: string, { caller }: Call): boolean =>
  caller.kind === 'function' && caller.functionName === functionName && caller.kill !== undefined
