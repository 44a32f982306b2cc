/** The parts of a screen that are said in words, without the names that a stage gives. */
export const phrasesOf = (screen: string): readonly string[] =>
  screen
    .split(/\n| {2,}|\u00a0?[,;:()]/)
    .map((part) =>
      part.replaceAll(/AntiRelou-\w+|eu-west-3|default|prod|aws|ovh|version|budget|UTC|\bSMS\b|doctor/gi, '').trim(),
    )
    .filter((part) => /\p{L}{3}/u.test(part))

/** The parts that a French screen has in common with the English one: none should be. */
export const untranslated = (english: string, french: string): readonly string[] => {
  const said = new Set(phrasesOf(english))
  return phrasesOf(french).filter((phrase) => said.has(phrase))
}

/** The English words that a French text has outside quotes. */
export const englishIn = (french: string): readonly string[] =>
  french.match(/(?<!\p{L})(the|is|are|not|and|of|with|this|has|have|was|by|to)(?!\p{L})/giu) ?? []
