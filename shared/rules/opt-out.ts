import type { InboundText } from './inbound-text.ts'
import type { Language } from './messages.ts'
import { lettersOf, wordsOf } from './words.ts'

type Table = { readonly [name: string]: string }

/** Phrases of each language in which people get replies, and of others. */
type Phrases = Readonly<Record<Language, string>> & Table

/**
 * Words by which people opt out. AWS's words are an opt-out for AWS, too (End User Messaging guide, "Required opt-out
 * keywords", read 2026-12-01). The others are what people say in the countries of the settings; one that also means
 * something else, like Turkish "dur" ("hard" in French), is left out.
 */
const optOuts: Phrases = {
  aws: 'OPT-OUT, OPTOUT, STOP, UNSUBSCRIBE',
  de: `stopp, abmelden, abbestellen, aufhören, hören Sie auf, hören Sie bitte auf, hör auf mir zu schreiben, hört auf
    mir zu schreiben, keine SMS mehr, keine Nachrichten mehr, keine weiteren Nachrichten, lass mich in Ruhe, lasst mich
    in Ruhe, lassen Sie mich in Ruhe`,
  en: 'cease and desist, I said stop, leave me alone',
  es: 'no más mensajes, basta de mensajes, déjame en paz, déjeme en paz, déjenme en paz, dejadme en paz',
  fr: `arrête, arrêtes, arrêter, arrêtez, cessez, résilier, désabonner, désabonnement, désinscription, désinscrire,
    d’arrêter ça, on arrête là, j’ai dit stop, dégagez, laisse-moi tranquille, laissez-moi tranquille, laisse-moi en
    paix, laissez-moi en paix, de me laisser tranquille, fous-moi la paix, foutez-moi la paix, fiche-moi la paix,
    fichez-moi la paix, plus de message, ça suffit les SMS, ça suffit les messages`,
  it: `smettila, smettetela, smetti, smetta, niente più messaggi, lasciami in pace, lasciatemi in pace, mi lasci in
    pace, cancellami, cancellatemi`,
  nl: `afmelden, ophouden, hou op, houd op, hou hiermee op, houd hiermee op, uitschrijven, laat me met rust, laat mij
    met rust, niet meer sturen, niet meer appen, niet meer contacteren, geen berichten meer, geen sms meer`,
  pl: `przestań, przestańcie, wypisz, proszę nie pisać, nie pisz do mnie, nie piszcie do mnie, nie chcę więcej
    wiadomości, nie chcę wiadomości, dajcie mi spokój, daj mi spokój, odczepcie się`,
  pt: `parem, pare de me escrever, parem de me escrever, deixe-me em paz, deixa-me em paz, deixem-me em paz, não me
    mande mais mensagens, não me mandem mais mensagens, não me escreva mais, não me escrevam mais, não quero receber
    mais mensagens, não quero mais mensagens, me tire da lista`,
  baltic: 'lõpeta, lõpetage, beidz, beidziet, liaukis, liaukitės',
  nordic: 'afmeld, frameld, avmeld, avslutt, sluta, stoppa, avsluta, avregistrera, hættu, hættið, lopeta, lopettakaa',
  slavic: `přestaň, přestaňte, odhlásit, prestaň, odhlásiť, prestani, prestanite, odjava, nehaj, nehajte, престани,
    престаните, стоп, хватит, прекратите, отписаться, припиніть, відписатися, спри, спрете, отписване`,
  others: `توقف, توقفي, توقفوا, إيقاف, إلغاء, لغو, הסר, הסירו, עצור, הפסק, στοπ, σταμάτα, σταματήστε, διαγραφή, állj,
    leiratkozás, leiratkozom, opriți, oprește, dezabonare, ndalo, ndaloni, durdurun, iptal, dừng lại, ngừng, berhenti,
    หยุด, ยกเลิก, 停止, 退订, 退訂, 取消, 取消订阅, 取消訂閱, ストップ, やめて, 중지, 그만, 수신거부`,
}

/**
 * Words that also begin other sentences ("End of the line?", "Fermati un attimo"), and count only beside courtesies.
 * REVOKE is the FCC's (47 CFR 64.1200(a)(10), as a law firm quotes it); to withdraw, erase and object are words of the
 * GDPR (articles 7, 17 and 21, in copies), in each language. Both read 2026-12-01.
 */
const ambiguous: Phrases = {
  aws: 'ARRET, CANCEL, END, QUIT, REMOVE, TD',
  de: 'stoppt, hör auf, hört auf, es reicht, keine SMS, keine Nachrichten, nicht mehr schreiben, Widerruf, Widerspruch',
  en: `don’t text me, do not text me, don’t message me, do not message me, don’t write to me, do not write to me, don’t
    contact me, do not contact me, no texts, no messages, no more texts, no more messages, no contact, remove me, stop
    messaging, cancel these messages, revoke, withdraw, erase, I object`,
  es: 'alto, baja, basta, para, pare, paren, parad, parar, cancelar, no más, déjame, ya basta, oposición, me opongo',
  fr: `cesse, stoppe, stopper, stoppez, plus de messages, plus de SMS, plus de textos, ne plus envoyer, d’arrêter, on
    arrête, j’arrête, ça suffit, oublie-moi, oubliez-moi, retirez-moi, lâche-moi, lâchez-moi, opposition, je m’oppose`,
  it: 'fermati, fermatevi, basta, basta così, basta messaggi, revoca, opposizione, mi oppongo',
  nl: 'stoppen, bezwaar, ik maak bezwaar',
  others: 'قف, khalas, די, dość, sair, remover, chega',
}

/** Words that may stand before, between and after those. */
const courtesies: Phrases = {
  en: 'please, pls, plz, thanks, thank you, thanks a lot, many thanks, all, now, SMS, ok, okay, hello, hi, re, sorry',
  de: 'bitte, danke, danke schön, vielen Dank, jetzt, sofort, hallo',
  es: 'por favor, gracias, muchas gracias, ya, hola',
  fr: `s’il te plaît, s’il vous plaît, stp, svp, merci, merci beaucoup, merci d’avance, tout, ça, cela, bonjour,
    bonsoir, oui, non merci, désolé, désolée, veuillez, jamais, c’est bon, par pitié`,
  it: 'per favore, per piacere, grazie, grazie mille, subito, buongiorno',
  nl: 'alsjeblieft, alstublieft, aub, dank, dank je, dank u, dank u wel, bedankt, nu, graag, hallo',
  others: 'شكرا, من فضلك, لو سمحت, tak, tack, kiitos, proszę, dziękuję, obrigado, obrigada, agora, пожалуйста, спасибо',
}

/** Words of six languages by what they do in the wishes below. */
const roles: Table = {
  not: 'ne, do not, don t, dont, never, nicht, nie, niemals, nichts, kein*, no, non, niet, niets, niks, nooit, geen',
  more: 'plus, jamais, again, any ?more, ever, mehr, wieder, weiter*, más, nunca, più, mai, meer, langer',
  me: 'me, m, us, nous, mir, mich, uns, mi, ci, nos, mij, ons, this number',
  write: `écri*, *contact*, contatt*, *kontakt*, *envo*, *appel*, dérang*, harcel*, (text|call|bother|spam)(ing|ed)?,
    messag(e|ing|ed), write to, send(ing)?, *schreib(t|en)?, *schick(t|en)?, ruf(t|en)?, belästig(t|en)?,
    escrib(a|an|as|ais|ir)*, (envi|mand|llam|molest)(e|en|es|eis|ar)*, (mand|invi|chiam|disturb)(i|ar|ate)*,
    scriv(a|er|ete)*, stuurt?, sturen, app(en)?, bel(len)?, sms, schrij(f|ven), benader(en|d)?`,
  any: 'any ?more, any, more, further, your, these, those, of, de, vos, ces, tes, aucun, autre*, más, più, altri',
  texts: 'mess*, msgs?, sms*, textos?, texts, spam, *nachricht*, kontakt, werbung, mensaj*, *bericht*, appjes, publi*',
  get: 'recevoir, receive, get, erhalten, bekommen, kriegen, hören, recibir, ricevere, ontvangen, krijgen, horen',
  unwilling: `j(e )?(ne |n )?(veu|veux|souhaite|désire) (pas|plus), i (do not|don t|dont|no longer|never)
    (want|wish|need|agree)( to)?, no (quiero|deseo|quisiera), non (voglio|desidero|vorrei)`,
  willing: 'ich (will|möchte|wünsche), ik (wil|wens|hoef)',
  stop: 'arrêt(e|er|es|ez), cess(e|er|ez), stop*, quit, cease, hör(t|en sie)? auf, pare*, smett*, hou* op',
  erase: `supprim*, effac*, enlev*, retir*, vir(e|er|ez), oubli*, ray(e|er|ez), delet(e|ing)?, erase, remove, lose,
    forget, lösch(e|t|en)?, entfern(e|t|en)?, vergiss,
    (borr|quit|suprim|elimin|cancel)(a|ad|ar|are|ate|e|en|i)?(m[ei])?, togli(ere|ete)?(mi)?, rimuov(a|ere|ete|i)(mi)?,
    verwijder(en)?, wis(sen)?, schrap, apag(a|ar|ue|uem), remover, usuń, usuńcie, löschung, deletion, erasure,
    suppression, supresión, cancellazione, verwijdering, wissing`,
  my: 'mon, mes, notre, my, our, mein*, unser*, mi, mis, nuestr*, mio, miei, mijn, onze, meu, moj',
  data: '*num*, phone num*, coordonn*, donn*, info*, detail*, dat(a|en|i|os), personal data, telef*, contact*, gegev*',
}

/**
 * Ways to ask for silence that count in any clause. "…" stands for up to two words, "*" for any letters; "^" is where
 * a clause begins and "$" where it ends, but for courtesies.
 */
const wishes = {
  noMore: `^(<not> |(?=m ))<me> <write> … <more>(?! (tard*|tôt|souvent|vite|que?|temprano|presto|spesso|di|\\?)), ^<not>
    (ever )?<write>( <me>)? … <more>$, ^<write>( sie| u)? <me>( bitte)? <not> … <more>, ^n envo*
    (plus|jamais), (mir|mich|uns|mij|ons) … <not> … <more> (zu |te )?<write>, (ne|de|d) (plus|jamais) … (me|m|nous|être)
    <write>`,
  unwilling: `<unwilling> (<any> )?(<any> )?<texts>, <unwilling> (<any> )?<get>($| …
    (<texts>|rien|nada|nulla|niente|this|these|anything)), <unwilling> (hear from|… (être|be|ser|essere) <write>|you …
    <write> <me>|(que|che) <me> <write>), <willing> … <not> <texts> … (<more>|<get>|von|van), <willing> … <not> <more>
    (<texts>|… <get>|… (*kontaktiert|gecontacteerd))`,
  stop: `<stop> … <me> <write>, <stop> … (text|messag|contact|call|send|bother|harass|spam|writ)ing( to)?
    (<me>|this|these|$), (<stop>|dej(a|ad|ar|e|en)|par(a|ad)) (de|di)
    (escrib|envi|mand|llam|molest|scriv|invi|chiam|conta)*(me|nos|mi|ci), <stop> ((met|mit|with|avec|d|l) )?(envo* (de
    )?)?(vos|ces|tes|les|your|these|the|den|los|i) … <texts>`,
  erase: `(?<!(je|j|ai|a|as|ont|avez|as tu|a tu|avez vous|déjà) )<erase> … (<my> <data>|(this|ce|este|questo|dit) num*),
    (meine?|mijn) <data> … (löschen|löscht|entfernen|raus aus|wissen|verwijderen)`,
  unsubscribe: `(<erase>|take|nehmen|streich*|haal|saquenme)( sie)?( <me>| moi| my number)? (off|out
    of|from|de|des|aus|von|da*|van|uit) … (*list*|lijst*|fichier*|*base*|*verteiler|elenc*|records), (me|m|se|nous)
    dés(abon|in?sc?ri)*($| \\?), dés(abon|in?sc?ri)* (moi|nous), unsub* (me|us), unsub*$, opt(ing)? (me |us )?out,
    disiscri*, (mich|uns) … (abmelden|austragen), (darme|deme|denme|dadme|me) de baja, (schrijf|meld) (me|mij) …
    (uit|af)$`,
  law: `(withdraw*|revo*|retir*|annul*|ritir*|widerruf*|zieh*|trek*) …
    (consen*|autori*|permi*|einwilligung|zustimmung|toestemming), (object to|m oppose|me opongo|mi
    oppongo|widersprech*|(?<!geen )bezwaar tegen) …
    (<my>|<texts>|process*|util*|us(e|o|ing)|tra(i|t)*|verarbeitung|nutzung|verwerking|gebruik)`,
}

/** What a clause has beside a wish if it refuses, asks why, or tells what somebody did. */
const unlikeAWish = `pas, not, (don|didn|can|won) t, never, nicht, no, non, niet, não, nie, did, (do|have) you,
  pourquoi, why, warum, por qué, perché, waarom, dlaczego, tu (?!peux|pourrais|dois|vas), du (hast|willst),
  (hast|willst) du, je wilt?, wil je`

/** What only flirts say: "Si tu veux pas, supprime mon numéro", "Tu m'as donné un faux numéro, arrête". */
const flirts = `si tu?, if you (don|re|want), wenn du, si (no|quieres), se (non|vuoi), als je, gave me, m as donn*, mir
  … num*, me diste, mi hai dato, <not> … (faux|wrong) num*`

/** Ways to say that one was taken for another, or wants nothing. */
const refusals = `(mauvais|faux|wrong|falsche*|verkeerd*) (num*|person*), num* (equivocado|sbagliato),
  (erreur|tromp*|equivoc*|sbagli*) … num*, vous … tromp*, (?<!(you re|you are|t es|tu es)
  )(not|pas|nicht|kein|no|non|niet|geen) (me |nos |mi |ci )?(interes*|geïnteresseerd), interes* pas, (vous|te) connais
  pas, (don t|do not) know (you|who), kenne (sie|dich|euch) nicht, (no|non) (te|le|les|os|ti|la|vi) cono(zco|sco), ken
  (je|u|jullie) niet`

/** The beginning, or end, of a line that a phone adds to a text, or that quotes another. */
const added: Readonly<Record<Language | 'quote', RegExp>> = {
  quote: /^\s*>[\s>]/,
  fr: /^\s*envoyé d/i,
  en: /^\s*sent from/i,
  de: /gesendet\s*$/i,
  es: /^\s*enviado desde/i,
  it: /^\s*inviato d/i,
  nl: /^\s*verzonden v/i,
}

/** German umlauts as they are written without an umlaut key. */
const withoutUmlauts = (phrases: string): string =>
  phrases.replace(/[äöü]/g, (letter) => `${letter.normalize('NFKD').charAt(0)}e`)

const phrasesOf = (...tables: readonly Table[]): readonly string[] => {
  const lists = tables.flatMap((table) => Object.values(table)).flatMap((list) => [list, withoutUmlauts(list)])
  return lists.flatMap((list) => list.split(',').map((phrase) => wordsOf(phrase).join(' ')))
}

const lettersIn = (...tables: readonly Table[]): ReadonlySet<string> => new Set(phrasesOf(...tables).map(lettersOf))

// Marked as pure, so that the bundle of send-reply, which reads no texts, leaves the tables out.
const optingOut = /* @__PURE__ */ lettersIn(optOuts)
const polite = /* @__PURE__ */ lettersIn(courtesies)
const optingOutOrPolite = /* @__PURE__ */ lettersIn(optOuts, ambiguous, courtesies)

/** Returns the regular expression of words and roles, for clauses as `clausesOf` gives them. */
const patternOf = (table: Table): RegExp => {
  const courtesy = `(${phrasesOf(courtesies).join('|')})`
  const sourceOf = (words: string): string =>
    words
      .replace(/<(\w+)>/g, (_, role: string) => `(${roles[role]})`)
      .replace(/,\s+/g, '|')
      .replace(/\s+/g, ' ')
      .replace(/[äöü]/g, (letter) => `(${letter.normalize('NFKD').charAt(0)}e?)`)
      .replace(/\p{L}+/gu, lettersOf)
      .replaceAll('*', '\\p{L}*')
      .replaceAll('^', `(?<=^ (${courtesy} )?| (ET|AND|UND|Y|EN) )`)
      .replaceAll('$', () => `(?=( ${courtesy}){0,3} $)`)
  const filler = `((?!(${sourceOf(unlikeAWish)}) )(${courtesy}|\\p{L}+) ){0,2}`
  const source = `(?<= )(${sourceOf(Object.values(table).join(', ')).replaceAll('… ', filler)})(?= )`
  return new RegExp(source.replace(/\((?!\?)/g, '(?:'), 'gu')
}

const wishing = /* @__PURE__ */ patternOf(wishes)
const unlike = /* @__PURE__ */ patternOf({ unlikeAWish })
const flirting = /* @__PURE__ */ patternOf({ flirts })
const refusing = /* @__PURE__ */ patternOf({ refusals })

/** Returns the words of each clause between spaces, with a question mark if it asks. Who refuses ends a clause. */
const clausesOf = (text: string): readonly string[] =>
  text
    .split(/(?<=[.,;:!?…\n\r\u2028]| [-–—] )/)
    .flatMap((part) => {
      const clauses = ` ${wordsOf(part).join(' ')} `.replace(refusing, '$& |').split('|')
      return clauses.map((clause) => (part.includes('?') ? `${clause}? ` : clause))
    })
    .filter((clause) => /\p{L}/u.test(clause))

/**
 * Returns the keyword of a text. START stands alone, like UNSTOP (End User Messaging guide, read 2026-12-01). A STOP
 * begins its first line with an opt-out word, is made of such words and courtesies, with or without spaces, or asks for
 * silence in a clause. "Arrête de m'ignorer" is one, too: to answer who asked for silence would be the worse mistake.
 */
export const keywordOf = (text: string): 'stop' | 'start' | undefined => {
  const letters = lettersOf(text)
  if (letters === 'START' || letters === 'UNSTOP') return 'start'
  const lines = text.split(/[\n\r\u2028]/).filter((line) => !Object.values(added).some((one) => one.test(line)))
  const words = lines.map(wordsOf).find((one) => one.length > 0) ?? []
  if (beginsWithStop(words) || isStop(words.join('')) || isStop(letters)) return 'stop'
  // Keeps the longest text from taking seconds.
  const clauses = clausesOf(lines.join('\n').slice(0, 4000))
  if (clauses.some((clause) => has(clause, flirting))) return undefined
  return clauses.some(asksForSilence) || closesWithStop(clauses) ? 'stop' : undefined
}

const has = (clause: string, pattern: RegExp): boolean => clause.search(pattern) >= 0

const asksForSilence = (clause: string): boolean => {
  const unwished = clause.replace(wishing, ' ')
  return unwished !== clause && !has(unwished, unlike)
}

/** A flirt may end in a STOP, too ("T'es sérieuse là ? Arrête"): it counts after a refusal. */
const closesWithStop = (clauses: readonly string[]): boolean => {
  const last = clauses.at(-1) ?? ''
  const isRefusal = clauses.slice(0, -1).some((clause) => has(clause, refusing) && !clause.includes('?'))
  return isRefusal && isStop(last.replaceAll(' ', ''))
}

/** The most words of one phrase, as in "não me mande mais mensagens". */
const wordsOfPhrase = 7

const beginsWithStop = (words: readonly string[]): boolean => {
  const starts = new Set([0])
  for (const start of starts)
    for (let end = start + 1; end <= start + wordsOfPhrase && end <= words.length; end++) {
      const phrase = words.slice(start, end).join('')
      if (optingOut.has(phrase)) return true
      if (polite.has(phrase)) starts.add(end)
    }
  return false
}

const isStop = (letters: string): boolean => isMadeOf(optingOutOrPolite, letters) && !isMadeOf(polite, letters)

/** Returns whether letters can be cut into phrases, in time proportional to their number. */
const isMadeOf = (phrases: ReadonlySet<string>, letters: string): boolean => {
  const ends = new Set([0])
  for (const end of ends)
    for (const phrase of phrases) if (letters.startsWith(phrase, end)) ends.add(end + phrase.length)
  return ends.has(letters.length)
}

const judged = new WeakMap<InboundText, ReturnType<typeof keywordOf>>()

/** Returns the keyword of a text that arrived. It is searched for once, however often the text is planned. */
export const keywordIn = (inbound: InboundText): ReturnType<typeof keywordOf> => {
  if (!judged.has(inbound)) judged.set(inbound, keywordOf(inbound.text))
  return judged.get(inbound)
}
