import { readFileSync, statSync } from 'node:fs'
import { keywordOf } from '../../shared/rules/opt-out.ts'
import { mostJudged } from '../../shared/rules/words.ts'
import { runProgram } from '../program.ts'
import { linesOf } from './learn.ts'

const usage =
  'Usage: npm run opt-out -- [--show] FILE…, files with one text a line, in which \\n stands for a line break.'

/** What keeps a file from being judged, in a sentence. */
const objectionTo = (file: string): string | undefined => {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return `${file}: there is no such file.`
  const lines = linesOf(readFileSync(file, 'utf8'))
  const long = lines.findIndex((line) => line.length > mostJudged)
  if (lines.join('') === '') return `${file} is empty.`
  return long < 0
    ? undefined
    : `${file}: line ${long + 1} has ${lines[long]?.length} characters, of which ${mostJudged} are judged. Is it one text a line?`
}

/** Judges files of texts: how many count as a STOP at a first contact, and how many after a reply. */
const main = async (args: readonly string[]): Promise<number> => {
  const files = args.filter((arg) => arg !== '--show')
  const isUsage = files.length === 0 || files.some((file) => file.startsWith('-'))
  const objection = isUsage ? usage : files.map(objectionTo).find((one) => one !== undefined)
  if (objection !== undefined) {
    console.error(objection)
    return 1
  }
  for (const file of files) {
    const texts = linesOf(readFileSync(file, 'utf8')).filter((text) => text !== '')
    const [first, after] = [false, true].map((had) => texts.filter((text) => keywordOf(text, had) === 'stop'))
    console.log(`${file}: ${first?.length} of ${texts.length} count at a first contact, ${after?.length} after a reply`)
    if (args.includes('--show')) for (const text of after ?? []) console.log(`  ${JSON.stringify(text)}`)
  }
  return 0
}

if (import.meta.main) await runProgram(main)
