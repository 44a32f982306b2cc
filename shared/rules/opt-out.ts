import type { InboundText } from './inbound-text.ts'
import { words } from './opt-out-words.ts'
import { judgedPart, lettersOf, wordsOf } from './words.ts'

/** The words by which carriers know an opt-out, in capitals. */
const shouted = /(^|[.!?])\P{L}*(STO+P+|UNSUBSCRIBE|OPT-?OUT)(?!\p{L})/u

/** Signs of who flirts or laughs. */
const flirts =
  /[😏😍☺😊😘🥰😚😙❤💋😉🙈💕💖💘💞😜😋🔥🌹🥂🍷😂🤣]|;-?\)|<3|(?<!\p{L})(lol|m+d+r+|ptdr|x+d+|([hj][aei]){2,}h?)(?!\p{L})/iu

/** What a phone adds to a text, or quotes of another. */
const added = /^\s*(>[\s>]|envoyé d|sent from|enviado d|inviato d|verzonden v|wysłano z)|gesendet\s*$/i

/**
 * Returns what finds one of some shapes in a clause: roles in order, where "_" stands for up to five words that say no
 * other thing, and "~" for a "not", too. No role of `never` is in the clause, none of `before` before the shape. Calls
 * are marked as pure, so that the bundle of send-reply, which reads no texts, leaves words and shapes out.
 */
const clauseOf = (never: string, before: string, ...shapes: readonly string[]): RegExp => {
  const shape = shapes
    .join('|')
    .replaceAll('_', ' (?:(?:small|me|this|must|texts|data) ){0,5}')
    .replaceAll('~', ' (?:(?:small|me|this|must|texts|data|not) ){0,5}')
  return new RegExp(`^(?!.*\\b(?:${never})\\b)(?:(?!(?:${before})\\b)\\w+ )*?(?:${shape})\\b`)
}

/** Clauses that ask, forbid or refuse: who tells of another, or of what they do themselves, asks for no silence. */
const wishes = /* @__PURE__ */ [
  clauseOf(
    'told|limit',
    'i|you|not',
    '(?:stop|halt)(?:_(?:write|get|texts|data$)| me_peace)|must_(?:stop|halt)(?: this)?$',
    '(?:halt|leave) me$',
    '(?!.*not)(?:erase(?:_data|_me(?: small){0,3}$| me_data)|(?:me|data)_erase)|unsubscribe(?:(?: small| x){0,2} texts|(?!(?: small){0,2} x))',
  ),
  clauseOf('limit', 'i|you|not|told', 'leave .*peace|peace_leave'),
  clauseOf('told|limit', 'i|you|stop|halt|erase|leave', 'not_texts|(?:not_write|write_not)(?!(?: me| not| small)? x)'),
  clauseOf(
    'told',
    'you',
    '(?:not~want|want~not)~(?:get|texts|me_write|write_me|this(?: small| data)*$)|want this not(?: small)*$',
    'must .*not_get|not~agreed|agreed_not|erase_agreed|want_unsubscribe|refuse_(?:get|texts|write|data|agreed)',
  ),
]

/** A clause that says no more than that one stops. */
const bare =
  /^(?:asked )?(?:must (?:small |this )*)?(?:stop|halt|unsubscribe)(?: (?:stop|halt|me|this|texts|unsubscribe))*$/

/**
 * Returns a function from a clause's words to their roles in a language: of a phrase the first has it, the others are
 * polite, so that each counts as known. A verb and its pronoun may be one word (scrivermi, mecrire).
 */
const readerOf = (entry: string): ((clause: string) => string) => {
  const groups = `${entry}; ${words.others}`.replace(/\s+/g, ' ').split('; ')
  const roles = groups.map((group) => group.replace(/:.*/, ''))
  const patterns = groups.map((group) => patternOf(group.replace(/.*: /, '')))
  const of = (...wanted: readonly string[]) => patterns.filter((_, at) => wanted.includes(roles[at] ?? '')).join('|')
  const [verb, pronoun] = [of('write', 'erase', 'leave', 'get', 'stop', 'halt'), of('me')]
  const joined = new RegExp(`(?<= )(?:(?:${pronoun})(?=(?:${verb}) )|(?:${verb})(?=(?:${pronoun}) ))`, 'gu')
  const token = new RegExp(` (?:${patterns.map((one) => `(${one})`).join('|')}|(\\p{L}{1,3})|(\\?)|\\p{L}+)(?= )`, 'gu')
  const found = [...roles, 'short', 'asked']
  return (clause) =>
    clause.replace(joined, '$& ').replace(token, (phrase, ...parts) => {
      const role = found[parts.findIndex((part) => part !== undefined)] ?? 'x'
      return ` ${role}${' polite'.repeat(phrase.split(' ').length - 2)}`
    })
}

/** Returns the regular expression of phrases. German umlauts may be written without an umlaut key. */
const patternOf = (phrases: string): string =>
  phrases
    .replaceAll(', ', '|')
    .replace(/[äöü]/g, (letter) => `${letter.normalize('NFKD').charAt(0)}e?`)
    .replace(/\p{L}+/gu, lettersOf)
    .replaceAll('*', '\\p{L}*')
    .replace(/\((?!\?)/g, '(?:')

const readersOf = (languages: typeof words) => Object.values(languages).map(readerOf)
const readers = /* @__PURE__ */ readersOf(words)

/**
 * Returns the keyword of a text. START stands alone, like UNSTOP (End User Messaging guide, read 2026-12-01). A STOP is
 * shouted, stands alone, asks for silence in a clause, or stands beside a reason; a flirt's "arrête de bouder" is none.
 */
export const keywordOf = (text: string): 'stop' | 'start' | undefined => {
  const judged = judgedPart(text)
  const all = lettersOf(judged)
  if (all === 'START' || all === 'UNSTOP') return 'start'
  const lines = judged.split(/[\n\r\u2028]/)
  const own = lines.filter((line) => !added.test(line) && lettersOf(line) !== '')
  const said = wordsOf(judged).every((word) => word.length === 1) ? all : (own.length > 0 ? own : lines).join('\n')
  if (shouted.test(said)) return 'stop'
  const clauses = clausesOf(said.replace(/["«“][^"»”]* [^"»”]*["»”]/g, ' '))
  const readings = readers.map((read) => clauses.map(read).join(','))
  const most = Math.max(...readings.map(understoodOf))
  const understood = readings.filter((reading) => understoodOf(reading) === most)
  return !flirts.test(said) && understood.map(clausesIn).some(asksForSilence) ? 'stop' : undefined
}

/** Returns the words of each clause between spaces, after a question mark if its sentence asks. */
const clausesOf = (text: string): readonly string[] =>
  text
    .split(/(?<=[.!?…\n])/)
    .flatMap((sentence) =>
      sentence
        .split(/[,;:]| [-–—] /)
        .map((part) => `${sentence.includes('?') ? ' ?' : ''} ${wordsOf(part).join(' ')} `),
    )
    .filter((clause) => /\p{L}/u.test(clause))

/** Returns how many words of a reading its language knows, less those that it doesn't. */
const understoodOf = (reading: string): number =>
  (reading.match(/\w+/g) ?? []).reduce((sum, role) => sum + (role === 'x' || role === 'short' ? -1 : 1), 0)

/** Returns the clauses of a reading. A reason is one, and so is what follows "and" or a STOP at the beginning. */
const clausesIn = (reading: string): readonly string[] =>
  reading
    .replace(/ polite/g, '')
    .replace(/\bshort\b/g, 'small')
    .replace(/(?<=stop|halt) ,(?= me small write)/g, '')
    .replace(/(?: asked)? who|(?<! asked) reason/g, ',reason,')
    .replace(/(?<=^|,) stop(?= (?:not|must|i)\b)/g, 'stop,')
    .split(/,| and\b/)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '')

/** Returns whether clauses ask for silence. Who asks for an answer, or has a condition, does only if they threaten. */
const asksForSilence = (clauses: readonly string[]): boolean => {
  const says = (roles: string) => new RegExp(`\\b(?:${roles})\\b`).test(clauses.join(' '))
  if (says('law|threat.*threat')) return true
  if (says('threat') && says('write|texts|get|data|stop') && !says('told|asked|not(?: me)? threat')) return true
  if (says('if') || clauses.some((clause) => /^(?:small )?write me(?!.*not)/.test(clause))) return false
  const asking = clauses.filter((clause) => /^(?!.*asked)|must|unsubscribe/.test(clause))
  if (asking.some((clause) => wishes.some((wish) => wish.test(clause)))) return true
  if (clauses.includes('reason') && clauses.some((clause) => /^(?:small )?erase(?: (?:small|this|me))*$/.test(clause)))
    return true
  const stops = clauses.filter((clause) => bare.test(clause))
  if (stops.length === 0 || says('you|told')) return false
  if (clauses.includes('reason') || says('threat|refuse')) return true
  const ends = [clauses[0], clauses.at(-1)].filter((clause = '') => clause.startsWith('stop'))
  return !says('i|asked') && (stops.length === clauses.length || ends.some((clause = '') => stops.includes(clause)))
}

const judgements = new WeakMap<InboundText, ReturnType<typeof keywordOf>>()

/** Returns the keyword of a text that arrived. It is searched for once, however often the text is planned. */
export const keywordIn = (inbound: InboundText): ReturnType<typeof keywordOf> => {
  if (!judgements.has(inbound)) judgements.set(inbound, keywordOf(inbound.text))
  return judgements.get(inbound)
}
