import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pages, type Rules, rules, withDefaults } from '../../scripts/docs.ts'
import { figures, told } from '../../settings/figures.ts'
import { day, hour } from '../../shared/rules/timing.ts'
import { read } from './page.ts'

/** The markers of a figure on a page, with what stands in them. */
const markersOf = (name: string, text: string): readonly string[] =>
  text.match(new RegExp(`<!--figure ${name}-->.*?<!---->`, 'g')) ?? []

const changes: readonly (readonly [name: string, changed: Rules])[] = [
  ...Object.keys(figures).map(
    (name) => [name, { ...rules, figures: { ...rules.figures, [name]: 777 * day } }] as const,
  ),
  ['limits', { ...rules, limits: [{ replies: 2, per: 48 * hour }] }],
  ['blocked', { ...rules, block: { ...rules.block, for: 777 * day } }],
  ['remembered', { ...rules, limits: [{ replies: 1, per: 777 * day }] }],
]

test.each(changes)('a page that tells %s tells it anew when it changes', (name, changed) => {
  for (const page of pages) {
    const before = markersOf(name, read(page))
    expect(before.filter((marker) => withDefaults(marker, page, changed) === marker)).toEqual([])
  }
})

/** Words that tell a figure of ours, and no other's: "a day" may be anybody's. */
const ours = (['en', 'fr'] as const).flatMap((language) =>
  (['waitForRoom', 'tooOld'] as const).map((name) => told(language)[name]),
)

/** What figures of others or of measurements say in the same words, with whose they are. */
const others: readonly RegExp[] = [
  /\[(two days|deux jours)\]\(https:\/\/docs\.aws/,
  // How far a budget may be ahead before it rings (shares.ts).
  /ahead of the calendar|d’avance sur le calendrier/,
  // What was measured of a rule that was left.
  /^- \*/,
  // A guess of the time that it takes.
  /(About|after) two days|(Environ|après) deux jours/,
]

const sources = globSync('{page/client,cdk/monitoring,ops}/**/*.ts')

test.each([...pages.filter((page) => !/evidence/.test(page)), ...sources])('%s tells no figure by hand', (file) => {
  const lines = read(file)
    .replaceAll(/<!--figure.*?<!---->/g, '')
    .split('\n')
  const byHand = lines.filter((line) => ours.some((words) => line.includes(words)))
  expect(byHand.filter((line) => !others.some((known) => known.test(line)))).toEqual([])
})

/** A sentence that says how long something is kept. */
const keeping =
  /\b(kept|keeps?|keeping|deletes?|deleted|gone|lies|stored|stores|forgets?|remember(s|ed)|gard\w+|effac\w+|conserv\w+|supprim\w+|nothing for|rien pendant)\b/i
const duration =
  /\b(\d+|an?|one|two|three|four|five|six|seven|une?|deux|trois|quatre|cinq) (minutes?|hours?|days?|weeks?|months?|years?|heures?|jours?|semaines?|mois|ans?)\b/

/** Who keeps what else, for as long as they say. */
const otherKeepers =
  /CloudWatch|CloudTrail|OVHcloud|Meta|httpSMS|mobile operator|centres|Bars|stack is|it is deleted|traces|film|that of one evening|^it says|delete them there|^What a stage|could not|n’a pas pu|without credits|sans crédits|once a week|redelivered for|durable functions/i

test.each(pages.filter((page) => !/evidence/.test(page)))(
  '%s says by no hand how long anything of ours is kept',
  (page) => {
    const sentences = read(page)
      // The table that the others' figures are those of; a test compares it with the code.
      .replaceAll(/^\| `.*\|$/gm, '')
      .replaceAll(/<!--figure.*?<!---->/g, '')
      .split(/(?<=[.;:|])\s|\n/)
    const byHand = sentences.filter((one) => keeping.test(one) && duration.test(one) && !otherKeepers.test(one))
    expect(byHand).toEqual([])
  },
)
