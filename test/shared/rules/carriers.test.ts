import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type CarrierTraits, carriers } from '../../../shared/rules/carriers.ts'

/** What carriers are like, and the words by which one finds what only that brings along; types name the rest. */
const brings: Readonly<Record<string, readonly [has: (traits: CarrierTraits) => boolean, words: readonly string[]]>> = {
  'is a network of its own, with addresses that differ from numbers': [
    ({ addressPrefix }) => addressPrefix !== '',
    ['exampleSenders', 'receipts'],
  ],
  'costs money for each reply': [({ paid }) => paid, ['spending', 'monthShareBooked']],
  'bills by the part': [({ billsParts }) => billsParts, ['partPriceUsd', 'smsCostUsd', 'maxPricePerReplyUsd']],
  'takes calls': [({ takesCalls }) => takesCalls, ['standAlone', 'ignored-call', 'ownSilentReasons', 'receiveCall']],
  'knows senders by several names': [
    ({ severalNames }) => severalNames,
    ['mergeNames', 'leadTo', 'aliasOf', 'replyTo', 'stopHoldsForAllNames'],
  ],
  'answers only phones of its own country': [({ ownCountryOnly }) => ownCountryOnly, []],
  'answers phones of every country': [({ ownCountryOnly }) => !ownCountryOnly, []],
  'has lines with a rate each': [({ pacedBy }) => pacedBy === 'line', ['gapMs', 'ownBudgets', 'pacedAs']],
  'may be unable to send although it answers': [
    ({ notReady }) => notReady !== undefined,
    ['hasPhone', 'switchOff', 'phoneOutage', 'keptMs'],
  ],
}

const rooms = globSync('{cdk,emulator,functions,lab,local,ops,page,settings,shared}/**/*.ts', {
  exclude: ['**/{node_modules,dist,test}/**'],
}).map((file) => [file, readFileSync(file, 'utf8')] as const)

const placesOf = (word: string): readonly string[] =>
  rooms.flatMap(([file, text]) => (new RegExp(`\\b${word}\\b`).test(text) ? [`${word} in ${file}`] : []))

test.each(Object.entries(brings))('some carrier %s, or what only that needs is taken out', (_, [has, words]) => {
  const isHad = Object.values(carriers).some(has)
  expect(isHad ? [] : words.flatMap(placesOf)).toEqual([])
  expect(words.filter((word) => isHad && placesOf(word).length === 0)).toEqual([])
})
