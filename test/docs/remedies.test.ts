import { expect, test } from 'vitest'
import { everyCarrier, runbookSectionOf } from '../cdk/monitored.ts'
import { headingOf, partsOf, read } from './page.ts'

/** The commands like another, whatever their options, that are named in full or, if none is, by their name alone. */
const namedLike = (command: string, section: string): readonly string[] => {
  const all = [...section.matchAll(/npm run (?:-s )?(?:ops -- )?([a-z][^`|\n]*)/g)].map(([, found = '']) => bare(found))
  const alike = all.filter((found) => nameOf(found) === nameOf(command))
  return [...new Set(alike.length === 0 && section.includes(`\`${command}\``) ? [command] : alike)]
}

const nameOf = (command: string): string => command.replace(/ --.*/, '')

const bare = (command: string): string =>
  command.replaceAll(/ --(?:stage|region) \S+|^npm run (?:ops -- )?| --(?= |$)/g, '').trim()

test.each(['runbook.md', 'runbook.fr.md'])('a mail names the command that the section of %s names', (page) => {
  const sections = new Map(
    partsOf(read(`docs/${page}`)).map((part) => [headingOf(part).heading.toLowerCase().replaceAll(' ', '-'), part]),
  )
  const { alarms } = everyCarrier({})
  const named = alarms.map(({ name, AlarmDescription }) => {
    const mailed = bare(AlarmDescription.split('\n')[2] ?? '')
    return { name, mailed, named: namedLike(mailed, sections.get(runbookSectionOf(name)) ?? '') }
  })
  expect(named.length).toBeGreaterThan(15)
  expect(named.filter(({ mailed, named }) => named.length !== 1 || named[0] !== mailed)).toEqual([])
})
