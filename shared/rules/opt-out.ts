import type { Language } from './messages.ts'

/** Phrases of each language in which people get replies, and of others. */
type Phrases = Readonly<Record<Language, string>> & { readonly [name: string]: string }

/**
 * Words by which people opt out. AWS's words are an opt-out for AWS, too (End User Messaging guide, "Required opt-out
 * list keywords"); the FCC's rule on revoked consent adds one (47 CFR 64.1200(a)(10)). The others are what people say
 * in the countries of the settings; one that also means something else, like Turkish "dur" ("hard" in French), is left
 * out.
 */
const optOuts: Phrases = {
  aws: 'ARRET, CANCEL, END, OPT-OUT, OPTOUT, QUIT, REMOVE, STOP, TD, UNSUBSCRIBE',
  fcc: 'revoke',
  ar: 'توقف, توقفي, توقفوا, قف, إيقاف, إلغاء, khalas',
  bg: 'спри, спрете, отписване',
  cs: 'přestaň, přestaňte, odhlásit',
  da: 'afmeld, frameld',
  de: `stopp, stoppt, abmelden, abbestellen, aufhören, hör auf, hören Sie auf, lass mich in Ruhe,
    lasst mich in Ruhe, lassen Sie mich in Ruhe, schreib mir nicht mehr, schreiben Sie mir nicht mehr, schreibt mir
    nicht mehr, schreiben Sie mir nicht, nicht mehr schreiben, hören Sie bitte auf, hör auf mir zu schreiben, hören Sie
    auf mir zu schreiben, keine SMS, keine SMS mehr, keine Nachrichten, keine Nachrichten mehr, ich will keine
    Nachrichten mehr, lösche meine Nummer, löschen Sie meine Nummer, löscht meine Nummer, meine Nummer löschen, es
    reicht, hört auf mit den SMS, schreibt mir nie wieder, schreib mir nie wieder, schreiben Sie mir nie wieder,
    kontaktieren Sie mich nicht mehr, kontaktieren Sie mich bitte nicht mehr, ich möchte keine weiteren Nachrichten, ich
    möchte keine weiteren Nachrichten erhalten, ich möchte keine Nachrichten mehr, keine weiteren Nachrichten`,
  en: `leave me alone, don’t text me, do not text me, don’t text me again, do not text me again, don’t text me anymore,
    do not text me anymore, don’t write to me, do not write to me, don’t contact me, do not contact me, don’t contact
    me again, do not contact me again, don’t message me, do not message me, don’t message me again, do not message me
    again, don’t message me anymore, do not message me anymore, never text me again, never contact me again, quit
    texting me, cease and desist, no more texts, no more messages, no texts, no messages, remove me, remove my number,
    delete my number, take me off your list, take me off the list, take my number off your list, remove me from your
    list, opt me out, I want to opt out, I opt out, unsubscribe me, I said stop, lose my number, quit messaging me, stop messaging, stop texting, do not contact me anymore, don’t contact me anymore,
    never write to me again, I don’t want any more texts, I don’t want any more messages, I don’t want any more of these
    texts, I don’t want these texts, cancel these messages, erase my details, erase my data, no contact`,
  el: 'στοπ, σταμάτα, σταματήστε, διαγραφή',
  es: `alto, baja, basta, para, pare, parar, cancelar, no más, déjame, déjame en paz, déjeme en paz,
    déjenme en paz, no me escribas más, no me escriba más, no me escriban más, deja de escribirme, deje de escribirme,
    dejen de escribirme, no más mensajes, no quiero más mensajes, no me mandes más mensajes, no me mande más mensajes,
    no me manden más mensajes, borra mi número, borre mi número, borren mi número, elimina mi número, elimine mi número,
    eliminen mi número, darme de baja, quiero darme de baja, ya basta, dejen de mandarme mensajes, dejad de escribirme, dejadme en paz, no quiero recibir más
    mensajes, no quiero recibir más SMS, no me mandes nada más, no me manden nada más, basta de mensajes, paren de
    escribirme, para de escribirme, quítenme de su lista, quíteme de su lista, eliminar mi número, borrar mi número`,
  et: 'lõpeta, lõpetage',
  fa: 'لغو',
  fi: 'lopeta, lopettakaa',
  fr: `arrête, arrêtes, arrêter, arrêtez, stoppe, stopper, stoppez, cesse, cessez, résilier, désabonner,
    me désabonner, se désabonner, désabonnez-moi, désabonnement, désinscription, désinscrire, me désinscrire,
    se désinscrire, désinscrivez-moi, arrête ça, arrêtes ça, arrêter ça, arrêtez ça, arrêtez cela,
    laisse-moi tranquille, laissez-moi tranquille, laisse-moi en paix, laissez-moi en paix, fous-moi la paix,
    foutez-moi la paix, fiche-moi la paix, fichez-moi la paix, ne m’écris plus, ne m’écrivez plus, ne plus m’écrire, de
    ne plus m’écrire, ne me contacte plus, ne me contactez plus, ne plus me contacter, de ne plus me contacter, ne me
    recontacte plus, ne me recontactez plus, ne m’envoie plus rien, ne m’envoyez plus rien, ne m’envoie plus de message,
    ne m’envoyez plus de message, ne m’envoyez plus de messages, ne m’envoie plus de SMS, ne m’envoyez plus de SMS, je
    ne veux plus de message, je ne veux plus de messages, je ne veux plus de SMS, je ne veux plus recevoir de messages,
    je ne veux plus recevoir de SMS, plus de messages, plus de SMS, plus de textos, d’arrêter, d’arrêter ça, on arrête,
    on arrête là, j’arrête, arrêtez vos messages, plus de message, je ne veux plus recevoir vos messages, je ne veux
    plus recevoir vos SMS, je ne veux plus de vos messages, je ne veux plus de vos SMS, n’envoie plus rien, n’envoyez
    plus rien, ne plus envoyer, ne me contacter plus, ça suffit les SMS, ça suffit les messages, dégagez, j’ai dit stop, de me laisser tranquille, oublie-moi, oubliez-moi, ça suffit, lâche-moi,
    lâchez-moi, je me désabonne, je me désinscris, me retirer de la liste, retirez-moi, retirez-moi de votre liste,
    supprime mon numéro, supprimez mon numéro, efface mon numéro, effacez mon numéro, enlève mon numéro, enlevez mon
    numéro, retire mon numéro, retirez mon numéro, oublie mon numéro, oubliez mon numéro, supprimez mes données`,
  he: 'הסר, הסירו, עצור, הפסק, די',
  hr: 'prestani, prestanite, odjava',
  hu: 'állj, leiratkozás, leiratkozom',
  id: 'berhenti',
  is: 'hættu, hættið',
  it: `fermati, fermatevi, smettila, smettetela, smetti, basta così, lasciami in pace, lasciatemi in pace, mi lasci in
    pace, non scrivermi più, non scrivetemi più, non mi scriva più, non contattarmi più, non contattatemi più, non mi
    contatti più, basta messaggi, niente più messaggi, non voglio più messaggi, cancella il mio numero, cancelli il mio
    numero, cancellate il mio numero, cancellami, cancellatemi, toglietemi dalla lista, non mi contattate più, non voglio
    più ricevere messaggi, non voglio più ricevere SMS`,
  ja: '停止, ストップ, やめて',
  ko: '중지, 그만, 수신거부',
  lt: 'liaukis, liaukitės',
  lv: 'beidz, beidziet',
  nl: `afmelden, ophouden, hou op, houd op, hou hiermee op, houd hiermee op, stop hiermee, stoppen, uitschrijven, laat me
    met rust, laat mij met rust, niet meer sturen, stuur me niets meer, geen berichten meer, geen sms meer, ik wil geen
    berichten meer, verwijder mijn nummer, wis mijn nummer, ik wil geen sms meer, haal me van de lijst, niet meer appen, app me niet meer, niet
    meer contacteren, neem geen contact meer op`,
  no: 'avmeld, avslutt',
  pl: `przestań, przestańcie, wypisz, proszę nie pisać, nie pisz do mnie, nie piszcie do mnie, usuń mój numer, usuńcie
    mój numer, dość, nie chcę więcej wiadomości, nie chcę wiadomości, dajcie mi spokój, daj mi spokój, odczepcie się`,
  pt: `sair, remover, para, parem, pare de me escrever, parem de me escrever, chega, deixe-me em paz, deixa-me em paz,
    não me mande mais mensagens, não me mandem mais mensagens, não me escreva mais, apague o meu número, apague meu
    número, deixem-me em paz, não quero receber mais mensagens, não quero mais mensagens, não me escrevam mais, apaguem o
    meu número, me tire da lista`,
  ro: 'opriți, oprește, dezabonare',
  ru: 'стоп, хватит, прекратите, отписаться',
  sk: 'prestaň, prestaňte, odhlásiť',
  sl: 'nehaj, nehajte',
  sq: 'ndalo, ndaloni',
  sr: 'престани, престаните',
  sv: 'sluta, stoppa, avsluta, avregistrera',
  th: 'หยุด, ยกเลิก',
  tr: 'durdurun, iptal',
  uk: 'припиніть, відписатися',
  vi: 'dừng lại, ngừng',
  zh: '停止, 退订, 退訂, 取消, 取消订阅, 取消訂閱',
}

/** Words that may stand before, between and after those. */
const courtesies: Phrases = {
  en: 'please, pls, thanks, thank you, thanks a lot, many thanks, all, now, SMS, ok, okay, hello, hi, re',
  ar: 'شكرا, من فضلك, لو سمحت',
  da: 'tak',
  de: 'bitte, danke, danke schön, vielen Dank, jetzt, sofort',
  es: 'por favor, gracias, muchas gracias, ya',
  fi: 'kiitos',
  fr: `s’il te plaît, s’il vous plaît, stp, svp, merci, merci beaucoup, merci d’avance, tout, bonjour, bonsoir,
    oui, non merci, désolé, désolée, veuillez, jamais, c’est bon, par pitié`,
  it: 'per favore, per piacere, grazie, grazie mille, subito',
  nl: 'alsjeblieft, alstublieft, aub, dank, dank je, dank u, dank u wel, bedankt, nu',
  no: 'takk',
  pl: 'proszę, dziękuję',
  pt: 'obrigado, obrigada, agora',
  ru: 'пожалуйста, спасибо',
  sv: 'tack',
}

/** Words that also begin other sentences ("End of the line?", "para ti"). They count only beside courtesies. */
const ambiguous = `don’t text me, do not text me, don’t message me, do not message me, don’t write to me, do not write
  to me, stoppt, hör auf, cesse, es reicht, keine SMS, keine Nachrichten, nicht mehr schreiben, no texts,
  no messages, no more texts, no more messages, remove me, opt me out, plus de messages, plus de SMS, plus de textos,
  d’arrêter, on arrête, j’arrête, ça suffit, oublie-moi, oubliez-moi, retirez-moi, ya basta, basta messaggi, dość, chega,
  ARRET, CANCEL, END, QUIT, REMOVE, TD, قف, alto, baja, basta, para, pare, parar, cancelar, no más, déjame,
  basta così, די, sair, remover, ne m’écris plus, ne m’écrivez plus, ne me contacte plus, ne me contactez plus,
  lâche-moi, lâchez-moi, no me escribas más, no me escriba más, non scrivermi più, non mi scriva più,
  don’t text me again, do not text me again, don’t contact me, do not contact me, khalas`

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

/** Signs that mean STOP. */
const stopSigns = /[🛑⛔🚫⏹📵]/gu

/** Letters of other scripts, and small capitals, that look like Latin ones (Unicode Technical Standard 39). */
const lookAlikes: ReadonlyMap<string, string> = /* @__PURE__ */ new Map(
  [
    ['АВЕКМНОРСТУХІЈЅ', 'ABEKMHOPCTYXIJS'],
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
    ['ᴀʙᴄᴅᴇɪɴᴏᴘʀꜱᴛᴜᴢ', 'ABCDEINOPRSTUZ'],
  ].flatMap(([from = '', to = '']) => [...from].map((letter, i) => [letter.toUpperCase(), to[i] ?? ''] as const)),
)

/** White letters on black circles and squares, which Unicode doesn't decompose. They come in alphabetical order. */
const onBlack = /[\u{1F150}-\u{1F169}\u{1F170}-\u{1F189}]/gu
const letterOn = (black: string): string => String.fromCodePoint(65 + (((black.codePointAt(0) ?? 0) - 0x1f150) % 32))

/** Returns a text's words without case, width, accents, invisible characters, look-alikes and repeated letters. */
const wordsOf = (text: string): readonly string[] => {
  const plain = text
    .replace(stopSigns, ' STOP ')
    .replace(onBlack, letterOn)
    .normalize('NFKD')
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toUpperCase()
    .replace(/(?<=\p{L})0(?=\p{L})/gu, 'O')
  const words = plain.match(/\p{L}+/gu) ?? []
  return words.map((word) =>
    [...word]
      .map((letter) => lookAlikes.get(letter) ?? letter)
      .join('')
      .replace(/(.)\1+/gu, '$1'),
  )
}

const lettersOf = (text: string): string => wordsOf(text).join('')

/** German umlauts as they are written without an umlaut key. */
const withoutUmlauts = (phrases: string): string =>
  phrases.replace(/[äöü]/g, (letter) => `${letter.normalize('NFKD').charAt(0)}e`)

const phrasesOf = (table: { readonly [name: string]: string }): ReadonlySet<string> =>
  new Set(Object.values(table).flatMap((phrases) => `${phrases},${withoutUmlauts(phrases)}`.split(',').map(lettersOf)))

// Marked as pure, so that the bundle of send-reply, which reads no texts, leaves the tables out.
const optingOut = /* @__PURE__ */ phrasesOf(optOuts)
const polite = /* @__PURE__ */ phrasesOf(courtesies)
const optingOutOrPolite = /* @__PURE__ */ new Set([...optingOut, ...polite])
const unclear = /* @__PURE__ */ phrasesOf({ ambiguous })

/**
 * Returns the keyword of a text. START stands alone. A STOP begins its first line with an opt-out word, or is made of
 * such words and courtesies, with or without spaces. So "Arrête de m'ignorer" gets silence for a year, too: to answer
 * somebody who asked for silence would be the worse mistake.
 */
export const keywordOf = (text: string): 'stop' | 'start' | undefined => {
  const letters = lettersOf(text)
  if (letters === 'START') return 'start'
  const firstLine =
    text
      .split(/[\n\r\u2028]/)
      .filter((line) => !Object.values(added).some((one) => one.test(line)))
      .find((line) => wordsOf(line).length > 0) ?? ''
  const words = wordsOf(firstLine)
  const isStopText = beginsWithStop(words) || isStop(words.join('')) || isStop(letters)
  return isStopText || firstLine.split(/[.,;:!?]/).some(asksForErasure) ? 'stop' : undefined
}

/** Ways to ask that a number or data be deleted, in words as `wordsOf` gives them: who asks wants no reply either. */
const erasure =
  /\b(?:SUPRI|EFAC|ENLEV|RETIR|VIRE|DELET|ERASE|REMOV|LO?E?SCH|ELIMIN|BOR[AE]|CANCEL|TOGLI|VERWIJDER|WIS|APAG|USUN)\p{L}* (?:\p{L}+ ){0,2}(?:MON|MES|MY|MEINE|MI|MIO|MIJN|MEU|MOJ) (?:NUM|CORDONE|DON|DET|DAT|DAD|GEGEV)|\b(?:MEINE|MIJN) NUM\p{L}* (?:\p{L}+ ){0,2}(?:LO?E?SCH|RAUS|WIS)/u

/** What a clause has that refuses, asks why, or tells that somebody has deleted something. */
const unlikeAWish =
  /\b(?:PAS|NOT|DON T|NICHT|NO|NON|NIET|NAO|NIE|DID|POURQUOI|WHY|WARUM|POR QUE|PERCHE|WAROM|(?:DELET|ERAS|REMOV)ED|(?:CANCEL|ELIMIN)ATO|(?:BOR|ELIMIN|APAG)A(?:DO|STE)|APAGOU|USUN[AE]Ł\p{L}*|(?:JE?|(?:A|AI|AS|ONT|AVEZ)(?: TU| VOUS)?(?: DEJA)?) (?:EFACE|SUPRIME|ENLEVE|RETIRE|VIRE))\b/u

const asksForErasure = (clause: string): boolean => {
  const words = wordsOf(clause).join(' ')
  return erasure.test(words) && !unlikeAWish.test(words)
}

/** The most words of one phrase, as in "je ne veux plus recevoir de messages". */
const wordsOfPhrase = 7

const beginsWithStop = (words: readonly string[]): boolean => {
  const starts = new Set([0])
  for (const start of starts)
    for (let end = start + 1; end <= start + wordsOfPhrase && end <= words.length; end++) {
      const phrase = words.slice(start, end).join('')
      if (optingOut.has(phrase) && !unclear.has(phrase)) return true
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
