import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import { told } from '../../../settings/figures.ts'
import type { Settings } from '../../../settings/schema.ts'
import type { Language } from '../../../shared/rules/messages.ts'
import { minute } from '../../../shared/rules/timing.ts'
import type { CardRemark } from '../../carrier.ts'
import { html } from '../../html.ts'
import { emergenciesIn, type Helpline, listenersIn, listenersToTheYoungIn } from '../helplines.ts'
import { aboutHelpline, waysTo } from '../helplines-said.ts'
import { wordsIn } from '../languages.ts'
import { askingIn, codeNameFor } from './code-names.ts'
import { delayIn, type Line, memoryIn, namesOf, repliesOf } from './said.ts'

export type Subject = {
  readonly line: Line
  readonly settings: Pick<Settings, 'replyDelay' | 'limits' | 'block' | 'contact'>
  readonly countries: readonly string[]
  readonly name: string
  readonly remark: CardRemark | undefined
  /** Whether the number is nobody's. The page then says so, across the number. */
  readonly sample: boolean
}

/** Renders the content of the page in one language. Nothing of it is seen until it is opened, which needs no script. */
export const section = (subject: Subject, language: Language) => {
  const words = wordsIn[language].leaflet
  return html`<details lang="${language}" name="notes">
<summary>${words.more}</summary>
${ways(language, words.more)}
<p>${words.lead}</p>
${numberBox(subject, language)}
${danger(subject, language)}
${saving(subject, language)}
<p class="note">${words.saveNow}</p>
${replies(subject, language)}
${limits(subject, language)}
${afterwards(subject, language)}
<h3>${words.traces}</h3>
<p>${words.left}</p>
<h3>${words.privacy}</h3>
<p>${words.kept(memoryIn(language, subject.settings), told(language).deadLetters)}</p>
</details>`
}

/** The ways out of a part of the page: the button needs the script, without which the title of the part closes it. */
export const ways = (language: Language, title: string) => {
  const { leave, close } = wordsIn[language].leaflet
  return html`<button type="button" class="leave" hidden>${leave}</button>
<noscript><p class="note">${close(title)}</p></noscript>`
}

/** The number as people of its country say it. What must be known to give it out stands directly below. */
const numberBox = ({ line, remark, sample }: Subject, language: Language) => {
  const parsed = parsePhoneNumberFromString(line.number)
  return html`<div class="number">
${sample ? html`<em class="sample">${wordsIn[language].sample}</em>` : ''}
<p class="digits"><b>${parsed?.formatNational() ?? line.number}</b>
${remark?.username && html`<strong>@${remark.username}</strong>`}
${remark && html`<strong>${typographic(remark.warning[language])}</strong>`}
<i>${parsed?.formatInternational()}</i></p>
</div>`
}

const saving = ({ line, name, remark }: Subject, language: Language) => {
  const words = wordsIn[language].leaflet
  return html`<form data-number="${line.number}" data-network="${remark?.network}" hidden>
<label>${words.firstName}<input value="${name}" maxlength="31" autocomplete="off" spellcheck="false"></label>
<button>${words.save}</button>
</form>`
}

/** Remarks are written for the card, whose apostrophes are straight. */
const typographic = (remark: string): string => remark.replaceAll("'", '’')

const replies = ({ line, settings, countries }: Subject, language: Language) => {
  const words = wordsIn[language].leaflet
  const all = repliesOf(line, countries)
  // The countries need naming only if their phones get different texts.
  const whose = (countries: readonly string[]) =>
    all.length > 1 ? html`<p class="note">${namesOf(countries, language)}</p>` : undefined
  const quotes = (which: 'first' | 'later') =>
    all.map((one) => [
      one[which].length > 0 ? whose(one.countries) : undefined,
      one[which].map((text) => html`<blockquote lang="${one.language}">${text}</blockquote>`),
    ])
  const hasTime = settings.replyDelay.min >= longEnoughToLeave
  const isLater = all.some(({ later }) => later.length > 0)
  const page = settings.contact?.match(/^https:\/\/(.*)/i)?.[1]
  const after = [hasTime && words.timeToLeave, words.silence, isLater && words.laterReplies]
  return html`<h3>${words.replies}</h3>
<p>${words.reply(delayIn(language, settings.replyDelay))}</p>
${quotes('first')}
<p>${after.filter(Boolean).join(' ')}</p>
${quotes('later')}
<p class="note">${words.countries(namesOf(countries, language))} ${words.notAlways}${page && ` ${words.answersToday(page)}`}</p>`
}

const longEnoughToLeave = 15 * minute

const limits = ({ remark }: Subject, language: Language) => {
  const { limits, calls, beside, search, known } = wordsIn[language].leaflet
  const item = ([situation, outcome]: readonly [string, string], besides = '') =>
    html`<li><strong>${situation}</strong> ${outcome}${besides && ` ${besides}`}</li>`
  const seen = remark?.besides && typographic(remark.besides[language])
  return html`<h3>${limits}</h3>
<ul>
${[item(calls), item(beside), item(search, seen), item(known)]}
</ul>`
}

/** Stands directly under the number, which whoever is in danger must not take for help. */
const danger = ({ countries }: Subject, language: Language) => {
  const words = wordsIn[language].leaflet
  const emergencies = emergenciesIn(countries)
  const name = codeNameFor(countries, language)
  return html`<h2 class="danger">${words.danger}</h2>
<p>${emergencies.length === 0 ? words.noEmergencyNumber : words.emergencyNumbers}</p>
${list(emergencies, countries, language)}
${forMinors(countries, language)}
${name && html`<p>${words.staff(name, askingIn(countries))}</p>`}`
}

/** Stands in place: a link to it would stay in the page's address, and open the note whenever that is restored. */
const forMinors = (countries: readonly string[], language: Language) => {
  const { minors, minorsMay, minorsInFrance, minorsAsk } = wordsIn[language].leaflet
  const young = listenersToTheYoungIn(countries, language)
  if (young.length === 0) return ''
  const mayAlone = [minorsMay, countries.includes('FR') && minorsInFrance, minorsAsk]
  return html`<h3>${minors}</h3>
${list(young, countries, language)}
<p>${mayAlone.filter(Boolean).join(' ')}</p>`
}

const afterwards = ({ countries }: Subject, language: Language) => {
  const words = wordsIn[language].leaflet
  const listeners = listenersIn(countries, language)
  const forMen = listeners.some((one) => one.for !== 'women') ? ` ${words.men}` : ''
  return html`<h3>${words.afterwards}</h3>
<p>${words.urgent}</p>
${listeners.length > 0 ? html`<p>${words.helpNumbers}${forMen} ${words.copy}</p>` : ''}
${list(listeners, countries, language)}
<p>${words.evidence}</p>
<p>${words.write}</p>`
}

const list = (helplines: readonly Helpline[], countries: readonly string[], language: Language) =>
  helplines.length === 0
    ? ''
    : html`<ul class="emergency">
${helplines.map((one) => helpline(one, countries, language))}
</ul>`

/** Names the countries of a number if the page has several countries. */
const helpline = (one: Helpline, countries: readonly string[], language: Language) => {
  const [first, ...others] = waysTo(one, language).map(({ words, place, address }) => {
    if (address !== undefined) return html`<a href="${address}">${words}</a>`
    const [before, after] = words.split(place)
    return html`<b>${before}<i>${place}</i>${after}</b>`
  })
  const here = countries.filter((country) => one.countries.includes(country))
  const where = countries.length > 1 ? html`<small>${namesOf(here, language)}</small>` : undefined
  // No row ends within a range, such as of hours.
  const about = aboutHelpline(one, language).replaceAll('–', '–\u2060')
  return html`<li>${first}<span>${about}</span>${others}${where}</li>`
}
