/** The most characters that are judged, before and after some become eighteen: judging takes time for each. */
export const mostJudged = 4000

/** Returns the part of a text that is judged, in Unicode's compatible form. */
export const judgedPart = (text: string): string => text.slice(0, mostJudged).normalize('NFKC').slice(0, mostJudged)

/** What a phone adds to a text: a signature, or quotes of another and the line that heads them. */
const added =
  /^\s*(>[\s>]|envoyé d|sent from|enviado d|inviato d|verzonden v|wysłano z)|gesendet\s*$|^.{0,99}(?<!\p{L})(écrit|wrote|schrieb|escribió|scritto|schreef|napisał|escreveu)(?!\p{L}).{0,29}:\s*$/iu

/** Returns what somebody wrote of a text's judged part, or all of that if a phone added all. */
export const ownPart = (text: string): string => {
  const judged = judgedPart(text)
  const [above = ''] = judged.split(/^--\s*$/m)
  const own = above.split(/[\n\r\u2028]/).filter((line) => !added.test(line))
  return own.some((line) => /[^\s\p{P}]/u.test(line)) ? own.join('\n') : judged
}

/** Signs that mean STOP. */
export const stopSigns = /[🛑⛔🚫⏹📵]/gu

/** Letters of other scripts, and small capitals, that look like Latin ones (Unicode Technical Standard 39). */
const lookAlikes: ReadonlyMap<string, string> = /* @__PURE__ */ new Map(
  Object.entries({
    АВЕКМНОРСТУХІЈЅ: 'ABEKMHOPCTYXIJS',
    ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ: 'ABEZHIKMNOPTYX',
    ᴀʙᴄᴅᴇɪɴᴏᴘʀꜱᴛᴜᴢ: 'ABCDEINOPRSTUZ',
    ŁØĐ: 'LOD',
  }).flatMap(([from, to]) => [...from].map((letter, i) => [letter.toUpperCase(), to.charAt(i)] as const)),
)

/** White letters on black circles and squares, which Unicode doesn't decompose. They come in alphabetical order. */
const onBlack = /[\u{1F150}-\u{1F169}\u{1F170}-\u{1F189}]/gu
const letterOn = (black: string): string => String.fromCodePoint(65 + ((black.charCodeAt(1) - '🅐'.charCodeAt(1)) % 32))

/** Returns a text's words without case, width, accents, invisible characters, look-alikes and repeated letters. */
export const wordsOf = (text: string, word = /\p{L}+/gu): readonly string[] => {
  const plain = text
    .replace(stopSigns, ' STOP ')
    .replace(onBlack, letterOn)
    .normalize('NFKD')
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toUpperCase()
    .replace(/(?<=\p{L})0(?=\p{L})/gu, 'O')
  const words = plain.match(word) ?? []
  return words.map((word) =>
    [...word]
      .map((letter) => lookAlikes.get(letter) ?? letter)
      .join('')
      .replace(/(.)\1+/gu, '$1'),
  )
}

/** Returns those words without what stands between them. */
export const lettersOf = (text: string): string => wordsOf(text).join('')
