import { domainToUnicode } from 'node:url'
import { Refusal } from '../../../settings/refusal.ts'
import type { Language } from '../../../shared/rules/messages.ts'
import { html, type Inlined, inline } from '../../html.ts'
import { emergenciesIn, listenersIn, listenersToTheYoungIn } from '../helplines.ts'
import { waysTo } from '../helplines-said.ts'
import { wordsIn } from '../languages.ts'
import { codeNamesIn } from './code-names.ts'
import type { Languages } from './said.ts'
import { type Subject, section, ways } from './section.ts'

/** The file must fit through any messenger, and load on a poor connection. */
const mostBytes = 60_000

/**
 * Draws a page that says what the cards say and more, in one file that works offline. Whoever looks at the phone sees a
 * shopping list until a note is opened. That takes no script, which a phone may not run: Android's own viewer
 * (HTMLViewerActivity.java) has "no network or JavaScript". The Content-Security-Policy holds even if a text became
 * markup. Throws a `Refusal` if the file is too large.
 */
export const drawLeaflet = (subject: Subject, languages: Languages): string => {
  const { markup } = draw(subject, languages)
  const bytes = Buffer.byteLength(markup)
  if (bytes <= mostBytes) return markup
  throw new Refusal(
    `The file would weigh ${Math.ceil(bytes / 1000)} kB, which is more than ${mostBytes / 1000}: choose one --language.`,
  )
}

const draw = (subject: Subject, languages: Languages) => {
  const { style, script } = inlined()
  const [first] = languages
  const words = wordsIn[first].leaflet
  return html`<!doctype html>
<html lang="${first}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${style.hash}; script-src ${script.hash}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<title>${words.title}</title>
<style>${style.markup}</style>
<main>
<h1>${words.title}</h1>
<ul class="list">
${words.list.map((one) => html`<li>${one}</li>`)}
</ul>
${languages.map((language) => section(subject, language))}
${sources(subject, first)}
</main>
<script>${script.markup}</script>
</html>
`
}

/** The sources, at the end, because nobody in danger reads them. A link that is touched would stay in the history. */
const sources = ({ countries }: Subject, language: Language) => {
  const helplines = [emergenciesIn, listenersIn, listenersToTheYoungIn].flatMap((some) => some(countries, language))
  const all = [
    ...[...new Set(helplines)].map((one) => ({ ...one, what: waysTo(one, language)[0]?.words })),
    ...codeNamesIn(countries).map(({ name, source, checked }) => ({ what: name, sources: [source], read: checked })),
  ]
  if (all.length === 0) return ''
  const words = wordsIn[language].leaflet
  return html`<details lang="${language}" name="notes">
<summary>${words.links}</summary>
${ways(language, words.links)}
<h2>${words.sources}</h2>
<ul class="note">
${all.map(({ what, sources, read }) => html`<li>${what} – ${sources.map(siteOf).join(', ')}, ${read}</li>`)}
</ul>
</details>`
}

const siteOf = (address: string): string => domainToUnicode(new URL(address).hostname).replace(/^www\./, '')

let known: { readonly style: Inlined; readonly script: Inlined } | undefined
/** They are the same in every file, so a process bundles them once. */
const inlined = () =>
  (known ??= {
    style: inline(new URL('style.css', import.meta.url)),
    script: inline(new URL('client/main.ts', import.meta.url)),
  })
