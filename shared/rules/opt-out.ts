import type { InboundText } from './inbound-text.ts'
import { words } from './opt-out-words.ts'
import { judgedPart, lettersOf, wordsOf } from './words.ts'

/**
 * What words do in a wish for silence. `stop` is how one asks a service, `halt` may begin a flirt, too; `want` and
 * `agreed` are consent, mostly with `not`; `told` is of somebody else, or of what was done; `if` begins what only
 * flirts say; `anger` says why, `refusal` that it is a wrong number or of no interest; `limit` is when a wish ends.
 */
const roles = `stop halt unsubscribe not more write texts get want agreed refuse erase data leave peace me my this i you
  formal told if must threat anger refusal flirt limit polite small`

const lettersOfRoles = (): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(roles.split(/\s+/).map((role, at) => [role, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefgh'.charAt(at)])),
  ...{ and: ',', any: '.*', asks: '\\?', end: '(?=[,?])', start: '(?<=,)', unknown: '\\.', word: '[^,?]' },
})

/**
 * The letter of each role. A text is judged as one letter a word; "." has no role, "," and "?," end a clause. Calls are
 * marked as pure, so that the bundle of send-reply, which reads no texts, leaves words and shapes out.
 */
const letters = /* @__PURE__ */ lettersOfRoles()

/** Returns the regular expression of shapes, which are roles in order. "wish" begins what is not somebody's story. */
const anyOf = (...shapes: readonly string[]): RegExp =>
  new RegExp(
    shapes
      .join('|')
      .replaceAll('wish', '(?<!(i|told|not)few{0,2})')
      .replaceAll('few', '(me|small|polite|not|more)')
      .replaceAll('link', '(small|me|more|this|formal|polite|not|must|anger|you|texts)')
      .replace(/[a-z]+/g, (name) => letters[name] ?? '')
      .replace(/\s/g, ''),
  )

const wishes = /* @__PURE__ */ anyOf(
  `(?<!(i|told|not)(few|unknown){0,2})(stop|halt)(few|this|must|formal|anger){0,4}(write(?!small?(told|you))|texts|get)`,
  '(stop|halt)(,(me|small){1,3}write|small my(data|write))',
  '(must small{0,2}(stop|halt)|(formal|you)must stop|want(link|told){0,5}(stop|halt))(polite|this|small)*end(?!asks)',
  `(?<!(i|told|you|stop|halt)(few|want|unknown){0,2})not(few|this|formal){0,4}write
    (?!small?(told|you))(?!word*(limit|asks))`,
  `(?<!(i|told|you|not|stop|halt)few{0,2})write(me|formal|small|polite|more|this){0,4}not
    (?=end|more|not|polite|me|this|formal|anger|small(me|small|this|data))(?!word*(limit|asks))`,
  'start(polite|small|this|more){0,2}not(few|this|anger){0,4}texts(?!word*(asks|limit|you|told))',
  `(?<!(you|told)few{0,2})(not(me|small|my|unknown){0,2}want|want(small|me|this|polite|formal|texts|more|get){0,5}not)
    link{0,6}(get(?!small not)|(?<!my)texts|me link{0,2}write|write small?me|my data|this word{0,2}me|unsubscribe)`,
  '(?<!(i|told|you)few{0,2})not few{0,3}get(?!word*asks)|must word{0,4}not few{0,3}get',
  '(?<!you word{0,2})not(told|small|me|unknown|my|this|texts){0,4}agreed',
  'refuse(link|unknown){0,5}(get|(?<!my)texts|write|my data|unsubscribe)|(refuse|erase)(small|my|this){0,2}(want|agreed)',
  `(wish|must word{0,3})erase(polite|formal|small|must|you){0,4}
    ((my small{0,3}|this)data|me(small|this|unknown|polite){0,3}data)(?!(small|me|polite)*not)(?!word*asks)`,
  `wish (me erase|my data)(small|this|must|formal|polite|unknown){0,3}(data|erase)(?!few*not)(?!word*asks)`,
  'start(polite|small|formal)*data polite*erase|data any,polite*erase(small|polite)*end|must word{0,3}erase(polite|formal|small|must|you){0,4}(me|(my|this)data)',
  `wish (erase me|me erase)((polite|small|anger|you){0,4}end|small small unknown end)`,
  `wish ((leave|stop|halt)(small|polite|formal)?me word{0,2}peace|me(small|polite|not){0,3}(leave small?peace|peace small?leave)|formal word?me leave)`,
  'start(polite|anger|small)*(leave|halt)me(polite|anger|small)*end|leave(my|this)data peace|start polite*not not polite+end',
  '(?<!(i|told|not)(me|small|polite|more)?)unsubscribe',
)

/** A threat to tell others counts beside whatever it is about. */
const threats = /* @__PURE__ */ anyOf(
  'threat any((?<!my)texts|stop|write|get|unsubscribe|leave|peace|erase|,polite*halt)',
  '((?<!my)texts|write|get|unsubscribe|leave|peace|erase|start polite*(stop|halt))any threat',
)

/** A stop word counts beside a reason. */
const reasons = /* @__PURE__ */ anyOf(
  'start(polite|small|this)*(stop|halt)(word*(anger|refusal)|any(anger|formal|refusal))',
  '(anger|formal)any,(polite|small|this)*(stop|halt)(polite|small|me|this)*end',
  'start(?!word*(you|told))word*refusal(?!word*asks)any,(polite|small|this)*(stop|halt)',
  '^(?!any you)any,polite*stop polite+,$',
  '(anger|refusal)polite*(stop|halt)polite*end|anger word{0,4}(?<!my)texts(?!word*asks)',
  'formal(word*threat|me write word{0,2}texts)(?!word*asks)',
)

/** Without a reason it counts as the first or the last clause if nobody is addressed and no story follows. */
const bare = /* @__PURE__ */ anyOf('^,polite*stop(polite|me|this)*,|^[^?]*,polite*stop polite*,$')
const alone = /* @__PURE__ */ anyOf(
  '^,(?=any(stop|halt|unsubscribe))((stop|unsubscribe)me?|halt|polite|this|texts|,)*$',
)

/** Who asks for an answer, or asks something else, doesn't ask for silence. */
const invites = /* @__PURE__ */ anyOf(
  'if|start(polite|small)*write small?me(?!word*not)',
  'start(?!word*(anger|write|stop|halt|texts|erase|must|data|get))word*you word*asks',
  '^(?!any(formal|anger|threat|refusal|must|unsubscribe))any asks,$',
)
const notUnderstood = /* @__PURE__ */ new RegExp(anyOf('small|unknown|,|asks').source, 'g')
const flirts = /* @__PURE__ */ anyOf('flirt')
const addresses = /* @__PURE__ */ anyOf('you|^,polite*stop(polite|me|this)*,any(i|told)')
const flirtingSigns = /[😏😍☺😊😘🥰😚😙❤💋😉🙈💕💖💘💞😜😋🔥🌹🥂🍷]|;-?\)|<3/u

/** The words by which carriers know an opt-out, in capitals. */
const shouted = /(^|[.!?])\P{L}*(STOP+|UNSUBSCRIBE|OPT-?OUT)(?!\p{L})/u

/** What a phone adds to a text, or quotes of another. */
const added = /^\s*(>[\s>]|envoyé d|sent from|enviado d|inviato d|verzonden v|wysłano z)|gesendet\s*$/i

/** Returns the regular expression of phrases. German umlauts may be written without an umlaut key. */
const patternOf = (phrases: readonly string[]): string =>
  phrases
    .join('|')
    .replace(/[äöü]/g, (letter) => `${letter.normalize('NFKD').charAt(0)}e?`)
    .replace(/\p{L}+/gu, lettersOf)
    .replaceAll('*', '\\p{L}*')
    .replace(/\((?!\?)/g, '(?:')

/** Returns the words of a language by role, phrases before single words, for they say more. */
const groupsOf = (language: string): readonly { readonly role: string; readonly list: readonly string[] }[] => {
  const entries = [language, words.others].flatMap((one) => one.replace(/\s+/g, ' ').split('; '))
  return [/ /, /^[^ ]+$/]
    .flatMap((kind) =>
      entries.map((entry) => {
        const [role = '', list = ''] = entry.split(': ')
        return { role, list: list.split(', ').filter((phrase) => kind.test(phrase)) }
      }),
    )
    .filter(({ list }) => list.length > 0)
}

/** Returns a function from a clause to the letters of its words in a language. Short words without a role are small. */
const readerOf = (language: string): ((clause: string) => string) => {
  const groups = groupsOf(language)
  const word = groups.map(({ list }) => `(${patternOf(list)})`).join('|')
  const token = new RegExp(` (?:${word}|(\\p{L}{1,3})|\\p{L}+)(?= )`, 'gu')
  const found = [...groups.map(({ role }) => letters[role]), letters['small']]
  const of = (...wanted: readonly string[]) =>
    patternOf(groups.flatMap(({ role, list }) => (wanted.includes(role) ? list : [])))
  const [verb, me] = [of('write', 'erase', 'leave', 'get'), of('me')]
  const joined = new RegExp(`(?<= )(?:(?:${me})(?=(?:${verb}) )|(?:${verb})(?=(?:${me}) ))`, 'gu')
  return (clause) =>
    clause
      .replace(joined, '$& ')
      .replace(token, (_, ...parts) => found[parts.findIndex((part) => part !== undefined)] ?? '.')
      .replaceAll(' ', '')
      .replace(new RegExp(`${letters['refusal']}(?!\\?)`, 'g'), '$&,')
}

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
  const codes = readers.map((read) => `,${clauses.map(read).join('')}`)
  if (codes.some((code) => alone.test(code))) return 'stop'
  return !flirtingSigns.test(said) && asksForSilence(codes) ? 'stop' : undefined
}

/** Returns how many words of a code are of its language: short ones are of any, and others speak by chance. */
const understoodOf = (code: string): number => code.replace(notUnderstood, '').length

/** Returns whether some language's words ask for silence. Less counts if no language's words flirt. */
const asksForSilence = (codes: readonly string[]): boolean => {
  const distinct = [...new Set(codes)]
  const most = Math.max(...distinct.map(understoodOf))
  const serious = distinct.filter((code) => !flirts.test(code) && understoodOf(code) >= most - 1)
  const asking = serious.filter((code) => !invites.test(code))
  if (asking.some((code) => wishes.test(code)) || serious.some((code) => threats.test(code))) return true
  if (distinct.some((code) => flirts.test(code))) return false
  return (
    asking.some((code) => reasons.test(code)) ||
    (bare.test(codes.at(-1) ?? '') && !codes.some((code) => addresses.test(code)))
  )
}

/** Returns the words of each clause between spaces, and how it ends. */
const clausesOf = (text: string): readonly string[] =>
  text
    .split(/(?<=[.,;:!?…\n]| [-–—] )/)
    .map((part) => ` ${wordsOf(part).join(' ')} ${part.includes('?') ? '?,' : ','}`)
    .filter((clause) => /\p{L}/u.test(clause))

const judgements = new WeakMap<InboundText, ReturnType<typeof keywordOf>>()

/** Returns the keyword of a text that arrived. It is searched for once, however often the text is planned. */
export const keywordIn = (inbound: InboundText): ReturnType<typeof keywordOf> => {
  if (!judgements.has(inbound)) judgements.set(inbound, keywordOf(inbound.text))
  return judgements.get(inbound)
}
