import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'

import type { Settings } from '../../../settings/schema.ts'
import type { Language } from '../../../shared/rules/messages.ts'
import { minute } from '../../../shared/rules/timing.ts'
import { hide } from '../contact.ts'
import { type EmergencyNumber, emergencyNumbersIn } from './emergency-numbers.ts'
import { countriesOf, delayIn, type Line, leafletWordsIn, memoryIn, repliesOf } from './said.ts'

export type Subject = {
  readonly line: Line
  readonly settings: Pick<Settings, 'countries' | 'replyDelay' | 'limits' | 'block'>
  /** The default name of the contact. */
  readonly name: string
  /** An additional remark about this number, by language; empty if there is none. */
  readonly remark: (language: Language) => string
}

/** Renders the content of the page in one language. */
export const section = (subject: Subject, language: Language) => {
  const words = leafletWordsIn[language]
  return html`<section id="${language}" lang="${language}" aria-labelledby="heading-${language}">
<h1 id="heading-${language}">${words.heading}</h1>
<p class="lead">${words.lead}</p>
${numberBox(subject, language)}
<p class="note">${words.saveNow}</p>
${replies(subject, language)}
${limits(subject, language)}
${danger(subject, language)}
<h2>${words.privacy}</h2>
<p>${words.kept(memoryIn(language, subject.settings))}</p>
</section>`
}

/** The box shows the button if scripts run, and a sentence about that otherwise. */
const numberBox = ({ line, name }: Subject, language: Language) => {
  const words = leafletWordsIn[language]
  const parsed = parsePhoneNumberFromString(line.number)
  const spellings = [parsed?.formatNational(), parsed?.formatInternational()].map((one) => one ?? line.number)
  return html`<div class="number" data-hidden="${hide(spellings.join('\n'))}">
<noscript><p>${words.needsScript}</p></noscript>
<div class="live" hidden>
<button type="button" class="toggle" aria-expanded="false" aria-controls="number-${language}" data-show="${words.show}" data-hide="${words.hide}">${words.show}</button>
<div id="number-${language}">
<p class="digits" role="status"><b></b><i></i></p>
<form hidden>
<label>${words.firstName}<input value="${name}" maxlength="31" autocomplete="off" spellcheck="false"></label>
<button>${words.save}</button>
<button type="button" class="print">${words.print}</button>
</form>
</div>
</div>
</div>`
}

const replies = ({ line, settings }: Subject, language: Language) => {
  const words = leafletWordsIn[language]
  const countries = countriesOf(line, settings.countries)
  const all = repliesOf(line, countries)
  // The countries need naming only if their phones get different texts.
  const whose = (countries: readonly string[]) =>
    all.length > 1 ? html`<p class="note">${namesOf(countries, language)}</p>` : undefined
  const quotes = (which: 'first' | 'later') =>
    all.map((one) => [
      one[which].length > 0 ? whose(one.countries) : undefined,
      one[which].map((text) => html`<blockquote lang="${one.language}">${text}</blockquote>`),
    ])
  const isLater = all.some(({ later }) => later.length > 0)
  return html`<h2>${words.replies}</h2>
<p>${words.reply(delayIn(language, settings.replyDelay))}</p>
${quotes('first')}
<p>${settings.replyDelay.min < longEnoughToLeave ? '' : `${words.timeToLeave} `}${words.silence}${isLater ? ` ${words.laterReplies}` : ''}</p>
${quotes('later')}
<p class="note">${words.countries(namesOf(countries, language))} ${words.notAlways}</p>`
}

const longEnoughToLeave = 15 * minute

const limits = ({ remark }: Subject, language: Language) => {
  const { limits, calls, beside, search, known } = leafletWordsIn[language]
  const item = ([situation, outcome]: readonly [string, string], besides = '') =>
    html`<li><strong>${situation}</strong> ${outcome}${besides && ` ${besides}`}</li>`
  // The remark is written for the card, with straight apostrophes.
  const seen = remark(language).replaceAll("'", '’')
  return html`<h2>${limits}</h2>
<ul>
${[item(calls), item(beside), item(search, seen), item(known)]}
</ul>`
}

const danger = ({ line, settings }: Subject, language: Language) => {
  const words = leafletWordsIn[language]
  const countries = countriesOf(line, settings.countries)
  const numbers = emergencyNumbersIn(countries)
  return html`<h2>${words.danger}</h2>
<p>${numbers.length === 0 ? words.noEmergencyNumber : words.emergencyNumbers}</p>
<ul class="emergency">
${numbers.map((one) => emergencyNumber(one, countries, language))}
</ul>`
}

/** Names the countries of an emergency number if the page has several countries. */
const emergencyNumber = (one: EmergencyNumber, countries: readonly string[], language: Language) => {
  const { number, byText, what } = one
  const here = countries.filter((country) => one.countries.includes(country))
  const where = countries.length > 1 ? html`<small>${namesOf(here, language)}</small>` : undefined
  const scheme = byText ? 'sms' : 'tel'
  return html`<li><a href="${scheme}:${number.replaceAll(' ', '')}">${number}</a><span>${what[language]}${where}</span></li>`
}

const namesOf = (countries: readonly string[], language: Language): string => {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  return new Intl.ListFormat(language).format(countries.map((country) => names.of(country) ?? country))
}

/** Markup that is safe to insert. Any other content is escaped. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
}

type Content = string | number | Html | undefined | readonly Content[]

/** Builds markup and escapes the contents that are inserted, so that text from settings and names can't become markup. */
export const html = (parts: TemplateStringsArray, ...contents: readonly Content[]): Html =>
  new Html(String.raw({ raw: parts.raw }, ...contents.map(markupOf)))

const markupOf = (content: Content): string => {
  if (content instanceof Html) return content.markup
  if (Array.isArray(content)) return content.map(markupOf).join('')
  return escaped(String(content ?? ''))
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
