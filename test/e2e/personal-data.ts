/** Whether a log line contains one of the numbers or the text, in any spelling that people or programs use. */
export const holdsPersonalData = (entry: string, numbers: readonly string[], text: string): boolean =>
  numbers.some((number) => holdsNumber(entry, number)) || spellings(text).some((spelling) => entry.includes(spelling))

/** Compares without the country code, because spellings such as 0612..., 06 12 ... and 06.12-... omit it. */
const holdsNumber = (entry: string, number: string): boolean => {
  const national = number.slice('+33'.length)
  const digits = entry.replace(/(?<=\d)[ .\-()/]+(?=\d)/g, '')
  return digits.includes(national) || spellings(number).some((spelling) => entry.includes(spelling))
}

const spellings = (plain: string): readonly string[] => [
  plain,
  JSON.stringify(plain).slice(1, -1),
  encodeURIComponent(plain),
  Buffer.from(plain).toString('base64').replace(/=+$/, ''),
  Buffer.from(plain).toString('hex'),
]
