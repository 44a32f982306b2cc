import { domainToUnicode } from 'node:url'

import type { Language } from '../../../shared/rules/messages.ts'
import { emergencyNumbersIn } from './emergency-numbers.ts'
import { Html, html } from './html.ts'
import { inline } from './inlined.ts'
import { countriesOf } from './said.ts'
import { type Subject, section } from './section.ts'
import { leafletWordsIn } from './words/words.ts'

/**
 * A page that says what the cards say and more, in one file that asks for nothing and works offline: it is read on a phone that somebody
 * else may look at, perhaps without a network. Its policy holds even if a text of the settings were to get through as markup.
 */
export const drawLeaflet = (subject: Subject, languages: readonly [Language, ...Language[]]): string => {
  const style = inline('style.css')
  const script = inline('client/main.ts')
  const [first] = languages
  const each = [...new Set(languages)]
  return html`<!doctype html>
<html lang="${first}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${style.hash}; script-src ${script.hash}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<title>${leafletWordsIn[first].title}</title>
<style>${new Html(style.source)}</style>
${each.length > 1 ? choice(each) : ''}
<main>
${each.map((language) => section(subject, language))}
</main>
${sources(subject, first)}
<script>${new Html(script.source)}</script>
</html>
`.markup
}

/** Where the emergency numbers were found, once for all languages: in danger nobody wants to read that. */
const sources = ({ line, settings }: Subject, language: Language) => {
  const numbers = emergencyNumbersIn(countriesOf(line, settings.countries))
  if (numbers.length === 0) return ''
  return html`<footer lang="${language}">
<h2>${leafletWordsIn[language].sources}</h2>
<ul>
${numbers.map(({ number, source, checked }) => html`<li>${number} – <a href="${source}">${siteOf(source)}</a>, ${checked}</li>`)}
</ul>
</footer>`
}

const siteOf = (address: string): string => domainToUnicode(new URL(address).hostname).replace(/^www\./, '')

const choice = (languages: readonly Language[]) => html`<nav>
${languages.map((language) => html`<a href="#${language}" lang="${language}" hreflang="${language}">${ownNameOf(language)}</a>`)}
</nav>`

const ownNameOf = (language: Language): string => {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}
