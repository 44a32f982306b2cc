import { nGramsOf } from './n-grams.ts'
import learnt from './opt-out-weights.json' with { type: 'json' }
import named from './opt-out-words.json' with { type: 'json' }
import { lettersOf, ownPart, stopSigns, wordsOf } from './words.ts'

const phrasesIn = (...lists: readonly string[]): readonly string[] =>
  lists.flatMap((list) => list.split(', ')).map((phrase) => wordsOf(phrase).join(' '))
const phrases = /* @__PURE__ */ phrasesIn(...Object.values(named.words))
const courtesies = /* @__PURE__ */ new RegExp(` (?:${phrasesIn(named.courtesies).join('|')})(?= )`, 'g')

/** Words that mean nothing else, however often they are repeated. */
const plain = /^(?:STOP|UNSUBSCRIBE|OPTOUT)+$/

/** The same in capitals, at a sentence's beginning. */
const shouted = /(?:^|[.!?\n])[^\p{L}.!?\n]*(?:STO+P+|UNSUBSCRIBE|OPT-?OUT)(?!\p{L})/u

/**
 * Returns the keyword of a text. A STOP is a carrier's word beside courtesies alone, a plain one beside up to two other
 * words, too, or whatever follows if it is in capitals; or a sign that means it, alone. From somebody who has had a
 * reply, it may be a wish for silence in any words.
 */
export const keywordOf = (text: string, hasHadReply: boolean): 'stop' | 'start' | undefined => {
  if (isStart(text)) return 'start'
  return isCarriersWord(ownPart(text)) || (hasHadReply && asksForSilence(text)) ? 'stop' : undefined
}

/** Returns whether a text ends an opt-out: START alone, or UNSTOP (End User Messaging guide, read 2026-12-01). */
export const isStart = (text: string): boolean => /^(START|UNSTOP)$/.test(lettersOf(ownPart(text)))

const isCarriersWord = (said: string): boolean => {
  const signless = said.replace(stopSigns, '')
  const all = wordsOf(signless)
  if (all.length === 0) return signless !== said
  const rest = ` ${all.join(' ')} `.replace(courtesies, '').replace(' OPT OUT ', ' OPTOUT ').trim()
  const words = /^\S( \S)*$/.test(rest) ? [lettersOf(rest.replaceAll(' ', ''))] : rest.split(' ')
  const others = words.filter((word) => !plain.test(word)).length
  return others < Math.min(words.length, 3) || phrases.includes(words.join(' ')) || shouted.test(said)
}

/**
 * Returns whether a text is more like those of people who want to get no more than like others, by weights learnt from
 * examples (lab/opt-out). Each bucket's weight is a letter: after P it speaks for such a wish, before P against one.
 */
const asksForSilence = (text: string): boolean => {
  const buckets = [...nGramsOf(text)]
  const sum = buckets.reduce((sum, bucket) => sum + learnt.weights.charCodeAt(bucket) - none, 0)
  return sum + learnt.bias * Math.sqrt(buckets.length) > 0
}

/** P, the letter of a bucket that says nothing. */
export const none = 80
