/** The words that AWS itself takes for an opt-out (End User Messaging guide, "Required keywords"). */
const optOutWords = ['ARRET', 'CANCEL', 'END', 'OPT-OUT', 'OPTOUT', 'QUIT', 'REMOVE', 'STOP', 'TD', 'UNSUBSCRIBE']

/** What a text asks for when it is nothing but that word; a word inside a sentence is a text like any other. */
export const keywordOf = (text: string): 'stop' | 'start' | undefined => {
  const word = text
    .trim()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toUpperCase()
  if (optOutWords.includes(word)) return 'stop'
  return word === 'START' ? 'start' : undefined
}
