/**
 * What people write to opt out. AWS treats its words as an opt-out itself (End User Messaging guide, "Required opt-out list keywords",
 * opt-out-list-keywords); the FCC's rule on revoked consent adds one (47 CFR 64.1200(a)(10)). The others are ours, by language: what people
 * say in the countries that settings can name. A word that also means something else, like the Turkish "dur" ("hard" in French), is left out.
 */
const optOuts = {
  aws: ['ARRET', 'CANCEL', 'END', 'OPT-OUT', 'OPTOUT', 'QUIT', 'REMOVE', 'STOP', 'TD', 'UNSUBSCRIBE'],
  fcc: ['revoke'],
  ar: ['توقف', 'توقفي', 'توقفوا', 'قف', 'إيقاف', 'إلغاء'],
  bg: ['спри', 'спрете', 'отписване'],
  cs: ['přestaň', 'přestaňte', 'odhlásit'],
  da: ['afmeld', 'frameld'],
  de: ['stopp', 'abmelden', 'abbestellen', 'aufhören', 'hör auf', 'hören Sie auf'],
  el: ['στοπ', 'σταμάτα', 'σταματήστε', 'διαγραφή'],
  es: ['alto', 'baja', 'basta', 'para', 'pare', 'parar', 'cancelar'],
  et: ['lõpeta', 'lõpetage'],
  fa: ['لغو'],
  fi: ['lopeta', 'lopettakaa'],
  fr: [
    'arrête',
    'arrêtes',
    'arrêter',
    'arrêtez',
    'désabonner',
    'me désabonner',
    'désabonnez-moi',
    'désabonnement',
    'désinscription',
    'arrête ça',
    'arrêtes ça',
    'arrêter ça',
    'arrêtez ça',
    'arrêtez cela',
  ],
  he: ['הסר', 'הסירו', 'עצור', 'הפסק', 'די'],
  hr: ['prestani', 'prestanite', 'odjava'],
  hu: ['állj', 'leiratkozás', 'leiratkozom'],
  id: ['berhenti'],
  is: ['hættu', 'hættið'],
  it: ['fermati', 'smettila', 'smetti'],
  ja: ['停止', 'ストップ', 'やめて'],
  ko: ['중지', '그만', '수신거부'],
  lt: ['liaukis', 'liaukitės'],
  lv: ['beidz', 'beidziet'],
  nl: ['afmelden', 'ophouden', 'hou op', 'houd op', 'stoppen', 'uitschrijven'],
  no: ['avmeld', 'avslutt'],
  pl: ['przestań', 'wypisz'],
  pt: ['sair', 'remover'],
  ro: ['opriți', 'oprește', 'dezabonare'],
  ru: ['стоп', 'хватит', 'прекратите', 'отписаться'],
  sk: ['prestaň', 'prestaňte', 'odhlásiť'],
  sl: ['nehaj', 'nehajte'],
  sq: ['ndalo', 'ndaloni'],
  sr: ['престани', 'престаните'],
  sv: ['sluta', 'avsluta', 'avregistrera'],
  th: ['หยุด', 'ยกเลิก'],
  tr: ['durdurun', 'iptal'],
  uk: ['припиніть', 'відписатися'],
  vi: ['dừng lại', 'ngừng'],
  zh: ['停止', '退订', '退訂', '取消', '取消订阅', '取消訂閱'],
}

/** What may stand before, between and after them. */
const courtesies = {
  en: ['please', 'pls', 'thanks', 'thank you', 'thanks a lot', 'many thanks', 'all', 'now', 'SMS'],
  ar: ['شكرا', 'من فضلك', 'لو سمحت'],
  da: ['tak'],
  de: ['bitte', 'danke', 'danke schön', 'vielen Dank', 'jetzt', 'sofort'],
  es: ['por favor', 'gracias', 'muchas gracias', 'ya'],
  fi: ['kiitos'],
  fr: ['s’il te plaît', 's’il vous plaît', 'stp', 'svp', 'merci', 'merci beaucoup', 'merci d’avance', 'tout'],
  it: ['per favore', 'per piacere', 'grazie', 'grazie mille', 'subito'],
  nl: ['alsjeblieft', 'alstublieft', 'aub', 'dank', 'dank je', 'dank u', 'dank u wel', 'bedankt', 'nu'],
  no: ['takk'],
  pl: ['proszę', 'dziękuję'],
  pt: ['obrigado', 'obrigada', 'agora'],
  ru: ['пожалуйста', 'спасибо'],
  sv: ['tack'],
}

/** A sign that says it without a word. */
const stopSigns = /[🛑⛔🚫⏹📵]/gu

/** Full-width letters, accents, punctuation, spaces and invisible characters make no difference. */
const lettersOf = (text: string): string =>
  text
    .replace(stopSigns, 'STOP')
    .normalize('NFKD')
    .replace(/\P{L}|\p{Default_Ignorable_Code_Point}/gu, '')
    .toUpperCase()

const phrasesOf = (table: { readonly [name: string]: readonly string[] }): readonly string[] =>
  Object.values(table).flat().map(lettersOf)

// Marked as pure, so that the bundle of send-reply, which reads no texts, leaves both tables out.
const words = /* @__PURE__ */ phrasesOf(optOuts)
const polite = /* @__PURE__ */ phrasesOf(courtesies)

/**
 * The keyword that a text consists of: START alone, or opt-out words in any spelling, once or several times, with nothing else than
 * courtesies. A keyword inside a sentence doesn't count.
 */
export const keywordOf = (text: string): 'stop' | 'start' | undefined => {
  const letters = lettersOf(text)
  if (letters === 'START') return 'start'
  return isMadeOf([...words, ...polite], letters) && !isMadeOf(polite, letters) ? 'stop' : undefined
}

/** Whether letters can be cut into phrases. It takes time in proportion to their number, and stops where no phrase fits. */
const isMadeOf = (phrases: readonly string[], letters: string): boolean => {
  const ends = new Set([0])
  for (const end of ends)
    for (const phrase of phrases) if (letters.startsWith(phrase, end)) ends.add(end + phrase.length)
  return ends.has(letters.length)
}
