/** Words that AWS itself treats as an opt-out (End User Messaging guide, "Required keywords"). */
const wordsOfAws = ['ARRET', 'CANCEL', 'END', 'OPTOUT', 'QUIT', 'REMOVE', 'STOP', 'TD', 'UNSUBSCRIBE']

/** Other words that people write to opt out, in the languages of the replies. */
const wordsOfPeople = [
  'ARRETE',
  'ARRETER',
  'ARRETEZ',
  'ABMELDEN',
  'AUFHOREN',
  'STOPP',
  'STOPPEN',
  'ALTO',
  'BAJA',
  'BASTA',
  'PARA',
  'FERMATI',
  'SMETTILA',
  'AFMELDEN',
  'OPHOUDEN',
]

/** Words that may stand before or after an opt-out word. */
const courtesies = [
  '',
  'ALL',
  'NOW',
  'PLEASE',
  'PLS',
  'THANKS',
  'THANKYOU',
  'MERCI',
  'SILTEPLAIT',
  'SILVOUSPLAIT',
  'STP',
  'SVP',
  'TOUT',
  'BITTE',
  'DANKE',
  'GRACIAS',
  'PORFAVOR',
  'YA',
  'GRAZIE',
  'PERFAVORE',
  'ALSJEBLIEFT',
  'ALSTUBLIEFT',
  'AUB',
  'DANK',
]

/**
 * The keyword that a text consists of: START alone, or an opt-out word in any spelling with at most one courtesy. A keyword
 * inside a sentence doesn't count.
 */
export const keywordOf = (text: string): 'stop' | 'start' | undefined => {
  const letters = lettersOf(text)
  if (letters === 'START') return 'start'
  const isOptOut = (word: string) => isWith(courtesies, word, letters)
  return wordsOfAws.some(isOptOut) || wordsOfPeople.some(isOptOut) ? 'stop' : undefined
}

/** Full-width letters, accents, punctuation, spaces and invisible characters make no difference. */
const lettersOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\P{L}|\p{Default_Ignorable_Code_Point}/gu, '')
    .toUpperCase()

const isWith = (courtesies: readonly string[], word: string, letters: string): boolean =>
  (letters.startsWith(word) && courtesies.includes(letters.slice(word.length))) ||
  (letters.endsWith(word) && courtesies.includes(letters.slice(0, -word.length)))
