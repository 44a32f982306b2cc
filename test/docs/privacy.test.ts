import { readFileSync } from 'node:fs'
import type { Template } from 'aws-cdk-lib/assertions'
import { expect, test } from 'vitest'
import { z } from 'zod'

import { configOf } from '../../settings/config.ts'
import { readSettings } from '../../settings/read.ts'
import { type SenderRecord, unknownSender } from '../../shared/rules/sender-record.ts'
import { decide, forgetAt } from '../../shared/rules/throttle.ts'
import { day, hour } from '../../shared/rules/timing.ts'
import { createBudgetStore } from '../../shared/stores/dynamodb/budget-store.ts'
import { createCircuitStore } from '../../shared/stores/dynamodb/circuit-store.ts'
import { createClaimStore } from '../../shared/stores/dynamodb/claim-store.ts'
import type { DynamoTable } from '../../shared/stores/dynamodb/table.ts'
import { example, synthesised, withoutHash } from '../cdk/synthesised.ts'

const noon = Date.UTC(2026, 10, 24, 12)

/** Days that the page states, by the place it names, such as `claim#…`. */
const statedIn = (page: string): { readonly [place: string]: number } => {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8')
  const rows = text.matchAll(/^\| (`[^|]+`) \| [^|]+ \| (\d+) (?:days?|jours?)[^|]*\|$/gm)
  return Object.fromEntries([...rows].map(([, place = '', days]) => [place.replaceAll('`', ''), Number(days)]))
}

const { template } = synthesised()
const { template: withSim } = synthesised(readSettings('local-sim'))

/** With a SIM line a stage has all that one can have. */
const daysOf = (type: string, property: string, unitsPerDay: number, stage = withSim) =>
  Object.entries(stage.findResources(type)).map(([id, resource]): [string, number] => {
    const properties = z.object({ Properties: z.looseObject({ [property]: z.number() }) }).parse(resource).Properties
    return [withoutHash(id), Number(properties[property]) / unitsPerDay]
  })

/** How long the table keeps a sender who texts this, one text a day after the other. */
const senderDays = (...texts: readonly string[]): number => {
  const config = configOf(example, ({ number }) => number ?? '')
  const sms = (text: string, i: number) => ({ inboundId: `${i}`, sender: '+32470123456', line: '+32460000000', text })
  const now = (i: number) => noon + i * hour
  const last = texts.reduce<SenderRecord>((record, text, i) => {
    const decision = decide(record, { ...sms(text, i), sentAt: now(i) }, config, now(i))
    return decision.record ?? record
  }, unknownSender)
  return (forgetAt(last, config, now(texts.length - 1)) - noon) / day
}

/** When the store that writes to it lets an item go. */
const expiryIn = async (write: (table: DynamoTable) => Promise<unknown>): Promise<number> => {
  const expiries: number[] = []
  await write({
    get: async () => undefined,
    put: async (item) => expiries.push(Number(item['expiresAt']?.N)) > 0,
    update: async (_, { ExpressionAttributeValues: values }) => {
      expiries.push(Number(values?.[':expiresAt']?.N))
      return {}
    },
    updateOrTell: async (_, { ExpressionAttributeValues: values }) => {
      expiries.push(Number(values?.[':expiresAt']?.N))
      return { updated: true, item: {} }
    },
    delete: async () => {},
  })
  return ((expiries[0] ?? Number.NaN) * 1000 - noon) / day
}

test.each(['privacy.md', 'privacy.fr.md'])(
  '%s states how long everything is kept, as code, template and settings have it',
  async (page) => {
    const claim = expiryIn((table) => createClaimStore(table).claim('id', { token: 'token', claimedAt: noon }))
    const open = { reason: 'UNREACHABLE', openedAt: noon, probeAt: noon, bookAt: noon }
    const circuit = expiryIn((table) => createCircuitStore(table).open('+32460000000#BE', open))
    const limits = { hour: 1, day: 1, month: 1 }
    const budget = expiryIn((table) => createBudgetStore(table).book('default', noon, 1, limits, []))
    const strikes = example.block.after
    expect(statedIn(page)).toEqual({
      ...Object.fromEntries(daysOf('AWS::SQS::Queue', 'MessageRetentionPeriod', day / 1000)),
      ...Object.fromEntries(daysOf('AWS::Logs::LogGroup', 'RetentionInDays', 1)),
      'sender#… replies': senderDays('Salut'),
      'sender#… strikes': senderDays('Salut', 'Allô ?'),
      // The block begins with the last text.
      'sender#… blockedUntil': senderDays('Salut', ...Array.from({ length: strikes }, () => 'Allô ?')) - strikes / 24,
      'sender#… optedOutUntil': senderDays('STOP'),
      'sender#… heldBackAt':
        (forgetAt(
          { ...unknownSender, heldBackAt: noon },
          configOf(example, ({ number }) => number ?? ''),
          noon,
        ) -
          noon) /
        day,
      'claim#…': await claim,
      'circuit#…': await circuit,
      'budget#…': await budget,
    })
  },
)

test('what is said of a SIM is so only with one: the log of its webhook', () => {
  const places = (stage: Template) => [
    ...daysOf('AWS::SQS::Queue', 'MessageRetentionPeriod', day / 1000, stage),
    ...daysOf('AWS::Logs::LogGroup', 'RetentionInDays', 1, stage),
  ]
  const without = places(template).map(([place]) => place)
  expect(places(withSim).filter(([place]) => !without.includes(place))).toEqual([['SimWebhookLogs', 30]])
})

test.each([template, withSim])(
  'nothing else keeps what it is given: the table has no backups, and gives each item its time',
  (stage) => {
    stage.allResourcesProperties('AWS::DynamoDB::Table', {
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    })
  },
)

test('after a STOP all that is known of a sender stays for the year, as the page says', () => {
  expect(senderDays('Salut', 'STOP')).toBe(senderDays('STOP') + 1 / 24)
})
