import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { replyExamples } from '../../../carriers/test/examples.ts'
import { ownTopics } from '../../../carriers/test/own-topics.ts'
import { topics } from '../../../carriers/topics.ts'
import { type CarrierName, carrierNames, carriers } from '../../../shared/rules/carriers.ts'

/** What carriers are like, and the words by which one finds what only that brings along; types name the rest. */
test.each<[what: string, has: Has, words: string]>([
  [
    'is a network of its own, with addresses that differ from numbers',
    ({ addressPrefix }) => addressPrefix !== '',
    'exampleSenders receipts replyTo',
  ],
  ['costs money for each reply', ({ paid }) => paid, 'spending monthShareBooked'],
  ['bills by the part', ({ billsParts }) => billsParts, 'partPriceUsd smsCostUsd maxPricePerReplyUsd'],
  ['takes calls', ({ takesCalls }) => takesCalls, 'standAlone ignored-call ownSilentReasons receiveCall'],
  ['has a topic of its own for texts', (_, name) => ownTopics[name] !== undefined, 'hasOwnTopic'],
  [
    'has ids of its own for replies, by which it reports',
    (_, name) => acceptsWithId(name),
    'noteMessageId inboundIdOf ReportByMessageId',
  ],
  [
    'calls a webhook',
    (_, name) => globSync(`carriers/${name}/functions/webhook.ts`).length > 0,
    'functionUrl serveUrls isFunctionHost',
  ],
  ['answers only phones of its own country', ({ ownCountryOnly }) => ownCountryOnly, ''],
  ['answers phones of every country', ({ ownCountryOnly }) => !ownCountryOnly, ''],
  ['has lines with a rate each', ({ pacedBy }) => pacedBy === 'line', 'gapMs ownBudgets pacedAs'],
  [
    'may be unable to send although it answers',
    ({ notReady }) => notReady !== undefined,
    'hasPhone switchOff phoneOutage keptMs',
  ],
])('some carrier %s, or what only that needs is taken out', (_, has, found) => {
  const words = found.split(' ').filter((word) => word !== '')
  const isHad = carrierNames.some((name) => has(carriers[name], name))
  expect(isHad ? [] : words.flatMap(placesOf)).toEqual([])
  expect(words.filter((word) => isHad && placesOf(word).length === 0)).toEqual([])
})

test('the simulation plays the topic of each carrier whose texts come by one', () => {
  // That of AWS has reports about replies only.
  expect(['aws', ...Object.keys(ownTopics)].sort()).toEqual(Object.keys(topics).sort())
})

type Has = (carrier: (typeof carriers)[CarrierName], name: CarrierName) => boolean

const acceptsWithId = (name: CarrierName) =>
  Object.values(replyExamples(name).answers).some(({ result }) => 'messageId' in result)

const rooms = globSync('{cdk,emulator,functions,lab,local,ops,page,settings,shared}/**/*.ts', {
  exclude: ['**/{node_modules,dist,test}/**'],
}).map((file) => [file, readFileSync(file, 'utf8')] as const)

const placesOf = (word: string): readonly string[] =>
  rooms.flatMap(([file, text]) => (new RegExp(`\\b${word}\\b`).test(text) ? [`${word} in ${file}`] : []))
