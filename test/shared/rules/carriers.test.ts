import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { replyExamples } from '../../../carriers/test/examples.ts'
import { ownTopics } from '../../../carriers/test/own-topics.ts'
import { topics } from '../../../carriers/topics.ts'
import { type CarrierName, carrierNames, carriers } from '../../../shared/rules/carriers.ts'

type Has = (name: CarrierName) => boolean

const acceptsWithId: Has = (name) =>
  Object.values(replyExamples(name).answers).some(({ result }) => 'messageId' in result)

/** What carriers are like, and the words by which one finds what only that brings along; types name the rest. */
const brings: Readonly<Record<string, readonly [has: Has, words: readonly string[]]>> = {
  'is a network of its own, with addresses that differ from numbers': [
    (name) => carriers[name].addressPrefix !== '',
    ['exampleSenders', 'receipts'],
  ],
  'costs money for each reply': [(name) => carriers[name].paid, ['spending', 'monthShareBooked']],
  'bills by the part': [(name) => carriers[name].billsParts, ['partPriceUsd', 'smsCostUsd', 'maxPricePerReplyUsd']],
  'takes calls': [
    (name) => carriers[name].takesCalls,
    ['standAlone', 'ignored-call', 'ownSilentReasons', 'receiveCall'],
  ],
  'knows senders by several names': [
    (name) => ownTopics[name]?.idOf !== undefined,
    ['mergeNames', 'senderId', 'leadTo', 'aliasOf', 'replyTo', 'stopHoldsForAllNames'],
  ],
  'has a topic of its own for texts': [(name) => ownTopics[name] !== undefined, ['hasOwnTopic']],
  'has ids of its own for replies, by which it reports': [
    acceptsWithId,
    ['noteMessageId', 'inboundIdOf', 'ReportByMessageId'],
  ],
  'calls a webhook': [
    (name) => globSync(`carriers/${name}/functions/webhook.ts`).length > 0,
    ['functionUrl', 'serveUrls', 'isFunctionHost'],
  ],
  'answers only phones of its own country': [(name) => carriers[name].ownCountryOnly, []],
  'answers phones of every country': [(name) => !carriers[name].ownCountryOnly, []],
  'has lines with a rate each': [(name) => carriers[name].pacedBy === 'line', ['gapMs', 'ownBudgets', 'pacedAs']],
  'may be unable to send although it answers': [
    (name) => carriers[name].notReady !== undefined,
    ['hasPhone', 'switchOff', 'phoneOutage', 'keptMs'],
  ],
}

const rooms = globSync('{cdk,emulator,functions,lab,local,ops,page,settings,shared}/**/*.ts', {
  exclude: ['**/{node_modules,dist,test}/**'],
}).map((file) => [file, readFileSync(file, 'utf8')] as const)

const placesOf = (word: string): readonly string[] =>
  rooms.flatMap(([file, text]) => (new RegExp(`\\b${word}\\b`).test(text) ? [`${word} in ${file}`] : []))

test.each(Object.entries(brings))('some carrier %s, or what only that needs is taken out', (_, [has, words]) => {
  const isHad = carrierNames.some(has)
  expect(isHad ? [] : words.flatMap(placesOf)).toEqual([])
  expect(words.filter((word) => isHad && placesOf(word).length === 0)).toEqual([])
})

test('the simulation plays the topic of each carrier whose texts come by one', () => {
  // That of AWS has reports about replies only.
  expect(['aws', ...Object.keys(ownTopics)].sort()).toEqual(Object.keys(topics).sort())
})
