import { describe, expect, test } from 'vitest'
import { complaintWordsIn } from '../../../ops/card/complaint-words.ts'
import { allHelplines, emergenciesIn, listenersIn, listenersToTheYoungIn } from '../../../ops/card/helplines.ts'
import { aboutHelpline, waysTo } from '../../../ops/card/helplines-said.ts'
import { wordsIn } from '../../../ops/card/languages.ts'
import { drawLeaflet } from '../../../ops/card/leaflet/leaflet.ts'
import type { Languages } from '../../../ops/card/leaflet/said.ts'
import { Refusal } from '../../../settings/refusal.ts'
import { type Language, languages, replyText } from '../../../shared/rules/messages.ts'
import { exampleWith } from '../../settings/checked.ts'
import { byPigeon, seenIn, subjectOf } from './drawn.ts'

const all = languages as readonly [Language, ...Language[]]

/** What is seen of a leaflet in a language. */
const shown = (changes: Parameters<typeof subjectOf>[0], language: Language) =>
  seenIn(drawLeaflet(subjectOf(changes), [language]))

describe('the file', () => {
  test('stays below 60 kB in any five languages, for a number that phones of three countries can write to', () => {
    const subject = subjectOf({ countries: ['FR', 'BE', 'NL'], remark: byPigeon })
    const bytesIn = (...some: Languages) => Buffer.byteLength(drawLeaflet(subject, some))
    const [first = 'fr', ...others] = languages.toSorted((a, b) => bytesIn(b) - bytesIn(a))
    expect(bytesIn(first, ...others.slice(0, 4))).toBeLessThan(60_000)
  })

  test('is refused if it would be larger, and the refusal says what to do', () => {
    const subject = subjectOf({ countries: ['FR', 'BE', 'NL', 'IT', 'ES', 'DE', 'AT', 'CH', 'GB', 'IE', 'LU', 'PT'] })
    expect(() => drawLeaflet(subject, all)).toThrow(Refusal)
    expect(() => drawLeaflet(subject, all)).toThrow(/^The file would weigh \d+ kB, .* choose one --language\.$/)
    expect(drawLeaflet(subject, ['fr'])).toContain('0808 2000 247')
  })

  test('loads no resource and opens none: its links call or text', () => {
    const page = drawLeaflet(subjectOf({ countries: ['FR', 'BE'] }), all)
    expect(page).not.toMatch(/https?:|href="(?!tel:|sms:)/)
    expect(page).not.toMatch(/<(link|img|iframe|object|embed|audio|video|source|script [^>]*src|base)\b|url\(|@import/)
    expect(page).toContain(`content="default-src 'none'; `)
  })

  test('has a title that does not give it away, asks search engines not to index it, and sends no referrer', () => {
    const page = drawLeaflet(subjectOf(), ['fr'])
    expect(page).toContain('<title>Notes</title>')
    expect(page).toContain('<meta name="robots" content="noindex, nofollow">')
    expect(page).toContain('<meta name="referrer" content="no-referrer">')
  })
})

describe('what the person will get', () => {
  test.each(languages)('is quoted word for word as it is sent, in %s', (language) => {
    const seen = shown({ language, countries: ['BE'] }, language)
    expect(seen).toContain(replyText(language, 0))
    expect(seen).toContain(replyText(language, 1))
  })

  test('is the texts of the settings, if there are any, escaped as HTML', () => {
    const text = `<script>alert("1")</script> & 'fin' <!-- </details>`
    const page = drawLeaflet(subjectOf({ texts: [{ fr: [text] }] }), ['fr'])
    expect(seenIn(page)).toContain(text)
    expect(page).not.toContain('alert("1")')
    expect(page.match(/<script>/g)).toHaveLength(1)
    expect(page.match(/<\/details>/g)).toHaveLength(2)
    expect(page).not.toContain('<!-- ')
    expect(seenIn(page)).not.toContain(replyText('fr', 0))
  })

  test('comes in the language of the country of the phone, as send-reply chooses it', () => {
    const page = drawLeaflet(subjectOf({ countries: ['BE', 'FR', 'IT'] }), ['fr'])
    expect(seenIn(page)).toContain(`Belgique et France ${replyText('fr', 0)} Italie ${replyText('it', 0)}`)
    expect(page).toContain('<blockquote lang="it">')
  })

  test('comes only to phones of the number’s own country, if its carrier answers no others', () => {
    const seen = (ownCountryOnly: boolean) => shown({ countries: ['BE', 'NL'], ownCountryOnly }, 'en')
    expect(seen(true)).toContain('Countries whose mobile phones get a reply: Belgium.')
    expect(seen(false)).toContain('Countries whose mobile phones get a reply: Belgium and Netherlands.')
  })

  test('is said to come today on a page of the association, which a link would leave in the history', () => {
    const contact = 'https://relou.example/number'
    expect(shown({ contact }, 'en')).toContain('Whether it answers today: relou.example/number')
    for (const none of [undefined, 'zoe@relou.example'])
      expect(shown({ contact: none }, 'en')).not.toMatch(/answers today|relou\.example/)
  })

  test.each([
    ['45 min', '75 min', '45 to 75 minutes later, they get'],
    ['90 min', '2 h', '90 to 120 minutes later, they get'],
    ['1 h', '3 h', '1 to 3 hours later, they get'],
    ['1 h', '1 h', '1 hour later, they get'],
    ['90 s', '2 min', '90 to 120 seconds later, they get'],
  ])('comes after the delay in settings, which is stated in a suitable unit: %s to %s', (min, max, said) => {
    const { replyDelay } = exampleWith({ replyDelay: { min, max } })
    expect(shown({ replyDelay }, 'en')).toContain(said)
  })

  test('is the texts of each line, each once, where several lines of the number have different ones', () => {
    const seen = shown({ texts: [{}, { fr: ['Un.', 'Deux.'] }, {}] }, 'fr')
    for (const text of [replyText('fr', 0), replyText('fr', 1), 'Un.', 'Deux.'])
      expect(seen.split(text)).toHaveLength(2)
  })

  test('leaves time to go after a long delay, and the page does not claim so after a short one', () => {
    const seen = (min: string) => {
      const { replyDelay } = exampleWith({ replyDelay: { min, max: '75 min' } })
      return shown({ replyDelay }, 'en')
    }
    expect(seen('45 min')).toContain('leaves you time')
    expect(seen('1 min')).not.toContain('leaves you time')
  })
})

test('the contact has the chosen name, escaped as HTML', () => {
  const page = drawLeaflet(subjectOf({ name: `D"Arc<b>` }), ['fr'])
  expect(page).toContain('<input value="D&#34;Arc&#60;b&#62;"')
})

test('data is said to be kept for the longest limit or block, and for four days at least', () => {
  const seen = (changes: { readonly [setting: string]: unknown }) => {
    const { limits, block } = exampleWith(changes)
    return shown({ limits, block }, 'en')
  }
  expect(seen({})).toContain('for 30 days in general')
  expect(seen({ block: { after: 20, for: '90 d' } })).toContain('for 90 days in general')
  expect(seen({ limits: [{ replies: 1, per: '60 d' }] })).toContain('for 60 days in general')
  expect(seen({ limits: [{ replies: 1, per: '24 h' }], block: { after: 20, for: '1 d' } })).toContain('for 4 days in')
})

test.each(languages)('a number that is nobody’s has that said above it, in %s', (language) => {
  const seen = (sample: boolean) => shown({ sample }, language)
  expect(seen(true)).toContain(`${wordsIn[language].sample} 0460 00 00 00`)
  expect(seen(false)).not.toContain(wordsIn[language].sample)
})

test('that a number answers on one network only is said directly below it, and handed to the contact', () => {
  const page = drawLeaflet(subjectOf({ remark: byPigeon }), ['fr'])
  expect(seenIn(page)).toContain('0460 00 00 00 By pigeon only. +32 460 00 00 00')
  expect(page).toContain('<form data-number="+32460000000" data-network="Pigeon"')
})

test('the staff of a bar may be asked for a name where that is known, with words in their language', () => {
  const seen = (countries: readonly string[], language: Language = 'en') => shown({ countries }, language)
  expect(seen(['FR'])).toMatch(
    /ask the staff for Angela\. Not all of them know .* say: «\u00a0J’ai besoin d’aide, je ne me sens pas en sécurité\.\u00a0»/,
  )
  expect(seen(['BE'], 'fr')).toMatch(/dites\u00a0: «\u00a0J’ai besoin .*» \/ ‘Ik heb hulp nodig/)
  expect(seen(['FR'])).not.toMatch(/they know that you need help|will help/)
  expect(seen(['US'])).not.toContain('ask the staff')
})

test.each(languages)('who is under 18 is told in %s who listens and what they may do alone', (language) => {
  const seen = shown({ countries: ['FR'] }, language)
  const { minors, minorsMay, minorsInFrance, minorsAsk } = wordsIn[language].leaflet
  expect(seen).toContain(`${minors} 119 `)
  expect(seen).toContain(`${minorsMay} ${minorsInFrance} ${minorsAsk}`)
  expect(shown({ countries: ['IT'] }, language)).not.toContain(minorsInFrance)
})

test.each(languages)(
  'it says in %s what it is first, then whom to call, also under 18, before what comes afterwards',
  (language) => {
    const page = drawLeaflet(subjectOf({ countries: ['FR'] }), [language])
    const { lead, danger, minors, afterwards } = wordsIn[language].leaflet
    const places = [lead, '0460 00 00 00', danger, minors, afterwards].map((words) => seenIn(page).indexOf(words))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  },
)

test.each(languages)('men are said in %s to be listened to only where somebody listens to them', (language) => {
  for (const country of new Set(allHelplines.flatMap(({ countries }) => countries))) {
    const seen = shown({ countries: [country] }, language)
    const listened = listenersIn([country], language).some((one) => one.for !== 'women')
    expect([country, seen.includes(wordsIn[language].leaflet.men)]).toEqual([country, listened])
  }
})

test.each(languages)('a sheet for a complaint is promised in %s only if there is one', (language) => {
  const promised = /sheet for that|feuille existe|Blatt:|hoja para|foglio apposta|blad voor/
  expect(promised.test(wordsIn[language].leaflet.write)).toBe(language in complaintWordsIn)
})

test('it says at once what can’t wait, and that paper leaves no trace on a phone', () => {
  const seen = shown({ countries: ['FR'] }, 'en')
  expect(seen).toMatch(/Afterwards What can’t wait: a doctor.* blood and urine.* the bar today to keep its film/)
  expect(seen).toContain('Paper leaves no trace on a phone.')
})

test.each(languages)('where no script runs, each part says in %s how to close it', (language) => {
  const { more, links, close } = wordsIn[language].leaflet
  const page = drawLeaflet(subjectOf({ countries: ['FR'] }), [language])
  const said = [...page.matchAll(/<noscript>(.*?)<\/noscript>/gs)].map(([, words = '']) => seenIn(words).trim())
  expect(said).toEqual([more, links].map(close))
})

describe('emergency numbers', () => {
  test.each(languages)('are all those of the countries that can write to it, in %s', (language) => {
    const countries = ['BE', 'FR', 'ES']
    const seen = shown({ countries, language }, language)
    const all = [emergenciesIn, listenersIn, listenersToTheYoungIn].flatMap((some) => some(countries, language))
    for (const one of all) {
      const [first, ...others] = waysTo(one, language).map(({ words }) => words)
      expect(seen).toContain([first, aboutHelpline(one, language), ...others].join(' '))
      expect(seen).toContain(`${first} – ${new URL(one.sources[0] ?? '').hostname.replace(/^www\./, '')}`)
    }
    expect(seen).not.toContain('1 800')
  })

  test('come before those where somebody only listens, day and night first', () => {
    const seen = shown({ countries: ['FR'] }, 'en')
    const [emergencies = '', listeners = ''] = seen.split(wordsIn.en.leaflet.helpNumbers)
    expect(emergencies).toContain('These do: 17 police SMS 114 if you can’t speak 15 doctor 112 any emergency Under 18')
    expect(emergencies).not.toMatch(/3919|116 006/)
    expect(listeners).toMatch(
      / 3919 violence against women, French, day and night chat arretonslesviolences\.gouv\.fr violence and harassment, French, day and night 116 006 victims of crime, French, 9–20\u00a0h/,
    )
  })

  test('are replaced by advice to look them up where none is known', () => {
    const page = drawLeaflet(subjectOf({ countries: ['MX'], number: '+525512345678' }), ['en'])
    expect(seenIn(page)).toContain('Look up your country’s emergency number now')
    expect(seenIn(page)).not.toContain(wordsIn.en.leaflet.minors)
    expect(page).not.toMatch(/href="(tel|sms):/)
    expect(page).not.toContain('Links')
  })

  test('are links that call, or send a text where the number takes texts', () => {
    const page = drawLeaflet(subjectOf({ countries: ['FR', 'BE'] }), ['fr'])
    expect(page).toContain('<a href="tel:080030030">0800 30 030</a>')
    expect(page).toContain('<a href="sms:114">SMS 114</a>')
  })
})
