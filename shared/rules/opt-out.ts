import type { InboundText } from './inbound-text.ts'
import { nGramsOf } from './n-grams.ts'
import learnt from './opt-out-weights.json' with { type: 'json' }
import { judgedPart, lettersOf } from './words.ts'

/** The words by which carriers know an opt-out, in capitals. */
const shouted = /(^|[.!?])\P{L}*(STO+P+|UNSUBSCRIBE|OPT-?OUT)(?!\p{L})/u

/** What a phone adds to a text, or quotes of another. */
const added = /^\s*(>[\s>]|envoyé d|sent from|enviado d|inviato d|verzonden v|wysłano z)|gesendet\s*$/i

/**
 * Returns the keyword of a text. A STOP is a carrier's word in capitals, whatever follows, or any text that is more
 * like those of people who want to get no more than like others, by weights learnt from examples (lab/opt-out).
 */
export const keywordOf = (text: string): 'stop' | 'start' | undefined => {
  if (isStart(text)) return 'start'
  const lines = judgedPart(text).split(/[\n\r\u2028]/)
  const own = lines.filter((line) => !added.test(line) && lettersOf(line) !== '')
  const said = (own.length > 0 ? own : lines).join('\n')
  return shouted.test(said) || wantsSilence(said) ? 'stop' : undefined
}

/** Returns whether a text ends an opt-out: START alone, or UNSTOP (End User Messaging guide, read 2026-12-01). */
export const isStart = (text: string): boolean => /^(START|UNSTOP)$/.test(lettersOf(judgedPart(text)))

/** Each bucket's weight is a letter: after P it speaks for a wish for silence, before P against one. */
const wantsSilence = (text: string): boolean =>
  nGramsOf(text).reduce(
    (sum, { bucket, weight }) => sum + weight * (learnt.weights.charCodeAt(bucket) - none),
    learnt.bias,
  ) > 0

/** P, the letter of a bucket that says nothing. */
export const none = 80

const judgements = new WeakMap<InboundText, ReturnType<typeof keywordOf>>()

/** Returns the keyword of a text that arrived. It is searched for once, however often the text is planned. */
export const keywordIn = (inbound: InboundText): ReturnType<typeof keywordOf> => {
  if (!judgements.has(inbound)) judgements.set(inbound, keywordOf(inbound.text))
  return judgements.get(inbound)
}
