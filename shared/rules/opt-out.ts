/**
 * Words by which people opt out. AWS's words are an opt-out for AWS, too (End User Messaging guide, "Required opt-out
 * list keywords"); the FCC's rule on revoked consent adds one (47 CFR 64.1200(a)(10)). The others are what people say
 * in the countries of the settings; one that also means something else, like Turkish "dur" ("hard" in French), is left
 * out.
 */
const optOuts = {
  aws: 'ARRET, CANCEL, END, OPT-OUT, OPTOUT, QUIT, REMOVE, STOP, TD, UNSUBSCRIBE',
  fcc: 'revoke',
  ar: 'توقف, توقفي, توقفوا, قف, إيقاف, إلغاء',
  bg: 'спри, спрете, отписване',
  cs: 'přestaň, přestaňte, odhlásit',
  da: 'afmeld, frameld',
  de: `stopp, stoppt, abmelden, abbestellen, aufhören, hör auf, hören Sie auf, lass mich in Ruhe,
    lasst mich in Ruhe, lassen Sie mich in Ruhe, schreib mir nicht mehr, schreiben Sie mir nicht mehr`,
  en: 'leave me alone, don’t text me again, do not text me again, don’t contact me, do not contact me',
  el: 'στοπ, σταμάτα, σταματήστε, διαγραφή',
  es: `alto, baja, basta, para, pare, parar, cancelar, no más, déjame, déjame en paz, déjeme en paz,
    déjenme en paz, no me escribas más, no me escriba más`,
  et: 'lõpeta, lõpetage',
  fa: 'لغو',
  fi: 'lopeta, lopettakaa',
  fr: `arrête, arrêtes, arrêter, arrêtez, stoppe, stopper, stoppez, cesse, cessez, résilier, désabonner,
    me désabonner, se désabonner, désabonnez-moi, désabonnement, désinscription, désinscrire, me désinscrire,
    se désinscrire, désinscrivez-moi, arrête ça, arrêtes ça, arrêter ça, arrêtez ça, arrêtez cela,
    laisse-moi tranquille, laissez-moi tranquille, laisse-moi en paix, laissez-moi en paix, fous-moi la paix,
    foutez-moi la paix, ne m’écris plus, ne m’écrivez plus, ne me contacte plus, ne me contactez plus,
    lâche-moi, lâchez-moi, supprimez mes données`,
  he: 'הסר, הסירו, עצור, הפסק, די',
  hr: 'prestani, prestanite, odjava',
  hu: 'állj, leiratkozás, leiratkozom',
  id: 'berhenti',
  is: 'hættu, hættið',
  it: `fermati, fermatevi, smettila, smettetela, smetti, basta così, lasciami in pace, non scrivermi più,
    non mi scriva più`,
  ja: '停止, ストップ, やめて',
  ko: '중지, 그만, 수신거부',
  lt: 'liaukis, liaukitės',
  lv: 'beidz, beidziet',
  nl: 'afmelden, ophouden, hou op, houd op, stoppen, uitschrijven, laat me met rust, laat mij met rust',
  no: 'avmeld, avslutt',
  pl: 'przestań, wypisz',
  pt: 'sair, remover',
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
const courtesies = {
  en: 'please, pls, thanks, thank you, thanks a lot, many thanks, all, now, SMS, ok, okay, hello, hi, re',
  ar: 'شكرا, من فضلك, لو سمحت',
  da: 'tak',
  de: 'bitte, danke, danke schön, vielen Dank, jetzt, sofort',
  es: 'por favor, gracias, muchas gracias, ya',
  fi: 'kiitos',
  fr: `s’il te plaît, s’il vous plaît, stp, svp, merci, merci beaucoup, merci d’avance, tout, bonjour, bonsoir,
    oui, non merci, désolé, désolée`,
  it: 'per favore, per piacere, grazie, grazie mille, subito',
  nl: 'alsjeblieft, alstublieft, aub, dank, dank je, dank u, dank u wel, bedankt, nu',
  no: 'takk',
  pl: 'proszę, dziękuję',
  pt: 'obrigado, obrigada, agora',
  ru: 'пожалуйста, спасибо',
  sv: 'tack',
}

/** Words that also begin other sentences ("End of the line?", "para ti"). They count only beside courtesies. */
const ambiguous = `ARRET, CANCEL, END, QUIT, REMOVE, TD, قف, alto, baja, basta, para, pare, parar, cancelar, no más, déjame,
  basta così, די, sair, remover, ne m’écris plus, ne m’écrivez plus, ne me contacte plus, ne me contactez plus,
  lâche-moi, lâchez-moi, no me escribas más, no me escriba más, non scrivermi più, non mi scriva più,
  don’t text me again, do not text me again, don’t contact me, do not contact me`

/** The beginning, or end, of a line that a phone adds to a text. */
const signature = /^\s*(?:envoyé d|sent from|enviado desde|inviato d|verzonden v)|gesendet\s*$/i

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

const phrasesOf = (table: { readonly [name: string]: string }): ReadonlySet<string> =>
  new Set(Object.values(table).flatMap((phrases) => phrases.split(',').map(lettersOf)))

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
      .filter((line) => !signature.test(line))
      .map(wordsOf)
      .find((words) => words.length > 0) ?? []
  return beginsWithStop(firstLine) || isStop(firstLine.join('')) || isStop(letters) ? 'stop' : undefined
}

/** The most words of one phrase, as in "lassen Sie mich in Ruhe". */
const wordsOfPhrase = 5

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
