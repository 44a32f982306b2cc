import type { Language } from '../../../shared/rules/messages.ts'

export type EmergencyNumber = {
  /** Country codes of ISO 3166. */
  readonly countries: readonly string[]
  readonly number: string
  /** Set if the number takes texts, not calls. */
  readonly byText?: boolean
  /** What the number is for. A card, which has little room, says what stands before the first comma or semicolon. */
  readonly what: Readonly<Record<Language, string>>
  /** An official page, or one that repeats an official one. */
  readonly source: string
  /** When the source was read, in a stored copy. Services change, so whoever hands the page out checks each source again. */
  readonly checked: string
}

const policeOf = (country: string, number: string, source: string) => ({
  countries: [country],
  number,
  what: { fr: 'police', en: 'police', de: 'Polizei', es: 'policía', it: 'polizia', nl: 'politie' },
  source,
})

/** For a number with a name of its own in German. */
const againstWomen: EmergencyNumber['what'] = {
  fr: 'violences faites aux femmes, jour et nuit',
  en: 'violence against women, day and night',
  de: 'Gewalt gegen Frauen, Tag und Nacht',
  es: 'violencia contra las mujeres, día y noche',
  it: 'violenza contro le donne, giorno e notte',
  nl: 'geweld tegen vrouwen, dag en nacht',
}

const readOn = (checked: string, numbers: readonly Omit<EmergencyNumber, 'checked'>[]): readonly EmergencyNumber[] =>
  numbers.map((one) => ({ ...one, checked }))

/** Of each country police first. A number is listed only if a source was found for it, because a wrong number costs more than a missing one. */
const emergencies: readonly EmergencyNumber[] = [
  ...readOn('2026-11-25', [
    {
      countries: ['FR'],
      number: '17',
      what: {
        fr: 'police et gendarmerie',
        en: 'police and gendarmerie',
        de: 'Polizei und Gendarmerie',
        es: 'policía y gendarmería',
        it: 'polizia e gendarmeria',
        nl: 'politie en gendarmerie',
      },
      source: 'https://www.service-public.fr/particuliers/vosdroits/F33953',
    },
    policeOf('BE', '101', 'https://www.police.be/5998/fr/contact/numeros-durgence'),
    policeOf('DE', '110', 'https://aachen.polizei.nrw/faq/notruf'),
    policeOf(
      'CH',
      '117',
      'https://www.kapo.zh.ch/internet/sicherheitsdirektion/kapo/de/praevention/kriminalitaet/stalking/stalking_pol_schutz.html',
    ),
    {
      countries: ['GB'],
      number: '999',
      what: {
        fr: 'police\u202f; si vous ne pouvez pas parler, faites le 55 quand on vous le demande',
        en: 'police; if you can’t speak, press 55 when you are asked to',
        de: 'Polizei; wenn Sie nicht sprechen können, drücken Sie 55, sobald man Sie dazu auffordert',
        es: 'policía; si no puede hablar, marque 55 cuando se lo pidan',
        it: 'polizia; se non può parlare, prema 55 quando Le viene chiesto',
        nl: 'politie; als u niet kunt praten, toets 55 wanneer daarom wordt gevraagd',
      },
      source: 'https://www.avonandsomerset.police.uk/report/domestic-abuse/',
    },
    {
      countries: ['FR'],
      number: '114',
      byText: true,
      what: {
        fr: 'par SMS, quand parler est impossible ou dangereux',
        en: 'by text, when you can’t speak or it isn’t safe to',
        de: 'per SMS, wenn Sprechen unmöglich oder gefährlich ist',
        es: 'por SMS, cuando hablar es imposible o peligroso',
        it: 'via SMS, quando parlare è impossibile o pericoloso',
        nl: 'per sms, als praten niet kan of gevaarlijk is',
      },
      source: 'https://www.service-public.fr/particuliers/vosdroits/F33953',
    },
    {
      countries: 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
      number: '112',
      what: {
        fr: 'toute urgence, partout dans l’Union européenne',
        en: 'any emergency, anywhere in the European Union',
        de: 'jeder Notfall, überall in der Europäischen Union',
        es: 'cualquier emergencia, en toda la Unión Europea',
        it: 'qualsiasi emergenza, in tutta l’Unione europea',
        nl: 'elk noodgeval, overal in de Europese Unie',
      },
      source:
        'https://ec.europa.eu/digital-agenda/en/news/european-travellers-face-risks-abroad-%E2%80%93-half-unaware-they-can-call-%E2%80%9C112%E2%80%9D-emergencies-all-eu',
    },
  ]),
  ...readOn('2026-11-26', [
    policeOf('US', '911', 'https://stlouiscountymn.gov/departments-a-z/sheriff/about-the-sheriffs-office/faqs'),
    {
      countries: ['CA'],
      number: '911',
      what: {
        fr: 'police\u202f; là où le 911 n’existe pas, le numéro de la police locale',
        en: 'police; where there is no 911, the number of the local police',
        de: 'Polizei; wo es 911 nicht gibt, die Nummer der örtlichen Polizei',
        es: 'policía; donde no existe el 911, el número de la policía local',
        it: 'polizia; dove il 911 non esiste, il numero della polizia locale',
        nl: 'politie; waar 911 niet bestaat, het nummer van de plaatselijke politie',
      },
      source: 'https://www.justice.gc.ca/eng/cj-jp/fv-vf/help-aide.html',
    },
    policeOf('AU', '000', 'https://www.crimestoppersact.com.au/campaign/crime-stoppers-day-2022/'),
    policeOf('NO', '112', 'https://www.taushettarliv.no/2019/?page=hvordan-varsle'),
    policeOf(
      'CL',
      '133',
      'https://regionesnoticias.cl/antofagasta/2024/03/13/sernameg-refuerza-informacion-sobre-los-canales-de-orientacion-y-denuncia-en-casos-de-violencia-de-genero/36320/amp',
    ),
    policeOf(
      'HK',
      '999',
      'https://www.gov.uk/government/publications/hong-kong-information-for-victims-of-rape-and-sexual-assault/hong-kong-information-for-victims-of-rape-and-sexual-assault',
    ),
  ]),
]

const helps: readonly EmergencyNumber[] = [
  ...readOn('2026-11-25', [
    {
      countries: ['FR'],
      number: '3919',
      what: {
        fr: 'femmes victimes de violences, jour et nuit\u202f; ce n’est pas un numéro d’urgence',
        en: 'women who suffer violence, day and night; it is no emergency number',
        de: 'Gewalt gegen Frauen, Tag und Nacht; keine Notrufnummer',
        es: 'violencia contra las mujeres, día y noche; no es un número de emergencias',
        it: 'violenza contro le donne, giorno e notte; non è un numero di emergenza',
        nl: 'geweld tegen vrouwen, dag en nacht; het is geen noodnummer',
      },
      source: 'https://informations.handicap.fr/a-3919-femmes-sourdes-victimes-violences-aide-h24-31115.php',
    },
    {
      countries: ['BE'],
      number: '0800 30 030',
      what: {
        fr: 'violences dans le couple, en français',
        en: 'violence between partners, in French',
        de: 'Gewalt in der Partnerschaft, auf Französisch',
        es: 'violencia en la pareja, en francés',
        it: 'violenza nella coppia, in francese',
        nl: 'partnergeweld, in het Frans',
      },
      source: 'https://www.ecouteviolencesconjugales.be/qui-sommes-nous/presentation/',
    },
    {
      countries: ['BE'],
      number: '1712',
      what: {
        fr: 'questions sur toute violence, en néerlandais',
        en: 'questions about any violence, in Dutch',
        de: 'Fragen zu jeder Art von Gewalt, auf Niederländisch',
        es: 'preguntas sobre cualquier violencia, en neerlandés',
        it: 'domande su qualsiasi violenza, in olandese',
        nl: 'vragen over elke vorm van geweld, in het Nederlands',
      },
      source: 'https://www.1712.be/nl/over-1712',
    },
    {
      countries: ['IT'],
      number: '1522',
      what: {
        fr: 'violences et harcèlement, jour et nuit',
        en: 'violence and stalking, day and night',
        de: 'Gewalt und Stalking, Tag und Nacht',
        es: 'violencia y acoso, día y noche',
        it: 'violenza e stalking, giorno e notte',
        nl: 'geweld en stalking, dag en nacht',
      },
      source: 'https://www.1522.eu/cose-1522/?lang=en',
    },
    {
      countries: ['ES'],
      number: '016',
      what: {
        fr: 'violences faites aux femmes',
        en: 'violence against women',
        de: 'Gewalt gegen Frauen',
        es: 'violencia contra las mujeres',
        it: 'violenza contro le donne',
        nl: 'geweld tegen vrouwen',
      },
      source: 'https://mugardos.gal/a-delegacion-do-goberno-contra-a-violencia-de-xenero-informa/',
    },
    {
      countries: ['DE'],
      number: '116 016',
      what: { ...againstWomen, de: 'Hilfetelefon Gewalt gegen Frauen, Tag und Nacht' },
      source: 'https://www.hilfetelefon.de/das-hilfetelefon/angebot-im-ueberblick.html',
    },
    {
      countries: ['AT'],
      number: '0800 222 555',
      what: { ...againstWomen, de: 'Frauenhelpline gegen Gewalt, Tag und Nacht' },
      source: 'https://www.xn--frauenhausmdling-wwb.at/news/frauenhelpline-0800-222-555/',
    },
    {
      countries: ['NL'],
      number: '0800 2000',
      what: {
        fr: 'Veilig Thuis, violences à la maison, jour et nuit',
        en: 'Veilig Thuis, violence at home, day and night',
        de: 'Veilig Thuis, häusliche Gewalt, Tag und Nacht',
        es: 'Veilig Thuis, violencia en casa, día y noche',
        it: 'Veilig Thuis, violenza in casa, giorno e notte',
        nl: 'Veilig Thuis, huiselijk geweld, dag en nacht',
      },
      source:
        'https://www.rijksoverheid.nl/onderwerpen/huiselijk-geweld/vraag-en-antwoord/wat-moet-ik-doen-bij-huiselijk-geweld',
    },
    {
      countries: ['GB'],
      number: '0808 2000 247',
      what: {
        fr: 'violences dans le couple ou la famille, jour et nuit',
        en: 'domestic abuse, day and night',
        de: 'häusliche Gewalt, Tag und Nacht',
        es: 'violencia en la pareja o la familia, día y noche',
        it: 'violenza in famiglia o nella coppia, giorno e notte',
        nl: 'huiselijk geweld, dag en nacht',
      },
      source: 'https://www.gov.uk/government/news/refuge-awarded-grant-to-operate-domestic-abuse-helpline',
    },
  ]),
  ...readOn('2026-11-26', [
    {
      countries: ['US'],
      number: '1 800 799 7233',
      what: {
        fr: 'violences dans le couple, jour et nuit',
        en: 'violence between partners, day and night',
        de: 'Gewalt in der Partnerschaft, Tag und Nacht',
        es: 'violencia en la pareja, día y noche',
        it: 'violenza nella coppia, giorno e notte',
        nl: 'partnergeweld, dag en nacht',
      },
      source: 'https://ovc.ojp.gov/news/grantee-news/national-domestic-violence-hotline-answers-6-million-contacts',
    },
    {
      countries: ['AU'],
      number: '1800 737 732',
      what: {
        fr: '1800RESPECT, violences dans le couple ou la famille',
        en: '1800RESPECT, domestic violence',
        de: '1800RESPECT, häusliche Gewalt',
        es: '1800RESPECT, violencia en la pareja o la familia',
        it: '1800RESPECT, violenza in famiglia o nella coppia',
        nl: '1800RESPECT, huiselijk geweld',
      },
      source:
        'https://www.sbs.com.au/language/filipino/en/podcast-episode/think-carefully-before-you-call-triple-zero/3uc68pdt2',
    },
    {
      countries: ['NO'],
      number: '116 006',
      what: {
        fr: 'violences et agressions par des proches, jour et nuit',
        en: 'violence and abuse by people close to you, day and night',
        de: 'Gewalt und Übergriffe durch Nahestehende, Tag und Nacht',
        es: 'violencia y abusos de personas cercanas, día y noche',
        it: 'violenza e abusi da parte di persone vicine, giorno e notte',
        nl: 'geweld en misbruik door naasten, dag en nacht',
      },
      source: 'https://www.taushettarliv.no/2019/?page=hvordan-varsle',
    },
    {
      countries: ['CL'],
      number: '1455',
      what: {
        fr: 'violences faites aux femmes, du lundi au vendredi, de 8 h à minuit',
        en: 'violence against women, Monday to Friday, 8 a.m. to midnight',
        de: 'Gewalt gegen Frauen, Montag bis Freitag, 8 bis 24 Uhr',
        es: 'violencia contra las mujeres, de lunes a viernes, de 8 a 24 horas',
        it: 'violenza contro le donne, dal lunedì al venerdì, dalle 8 alle 24',
        nl: 'geweld tegen vrouwen, maandag tot vrijdag, 8 tot 24 uur',
      },
      source:
        'https://regionesnoticias.cl/antofagasta/2024/03/13/sernameg-refuerza-informacion-sobre-los-canales-de-orientacion-y-denuncia-en-casos-de-violencia-de-genero/36320/amp',
    },
  ]),
  ...readOn('2026-11-28', [
    {
      // In 13 countries by 2023; the statement lists those that have none. In France it is the number of France Victimes
      // (savoie.gouv.fr/Actualites/Actualites/Lancement-du-116-006-numero-d-aide-aux-victimes).
      countries: 'AT CZ DE DK EE FI FR HR IE LV NL PT SE'.split(' '),
      number: '116 006',
      what: {
        fr: 'aide aux victimes d’infractions',
        en: 'help for victims of crime',
        de: 'Hilfe für Opfer von Straftaten',
        es: 'ayuda a víctimas de delitos',
        it: 'aiuto alle vittime di reati',
        nl: 'hulp voor slachtoffers van misdrijven',
      },
      source: 'https://victim-support.eu/news/joint-statement-on-116-006-the-european-victim-support-line/',
    },
  ]),
]

const inSome = (countries: readonly string[], numbers: readonly EmergencyNumber[]): readonly EmergencyNumber[] =>
  numbers.filter((one) => one.countries.some((country) => countries.includes(country)))

/** The numbers of these countries that alert somebody. */
export const emergencyNumbersIn = (countries: readonly string[]) => inSome(countries, emergencies)

/** The numbers of these countries where somebody listens, but alerts nobody. */
export const helpNumbersIn = (countries: readonly string[]) => inSome(countries, helps)
