import type { Words } from './en.ts'

export const nl: Words = {
  // neerlandistiek.nl/2018/04/genderneutrale-voornamen; gerritbloothooft.nl/Publications/LINK99-2.htm
  names: ['Beau', 'Bo', 'Charlie', 'Jamie', 'Kris', 'Marijn', 'Robin', 'Sam'],
  sample: 'VOORBEELD',
  asking: '‘Ik heb hulp nodig, ik voel me niet veilig.’',
  card: {
    purpose:
      'Afknippen. Dringt iemand aan? Geef dit nummer: wie er een bericht naar stuurt, moet u met rust laten. De code slaat het op. Niemand neemt op.',
    danger: (numbers) => `In gevaar niet dit nummer, maar: ${numbers}.`,
    noEmergencyNumber: 'In gevaar niet dit nummer, maar in Europa 112.',
    always: (numbers) => `Dag en nacht: ${numbers}.`,
    byDay: (numbers) => `Wilt u praten? ${numbers}.`,
  },
  helplines: {
    causes: {
      police: 'politie',
      speechless: 'als u niet kunt praten',
      medical: 'arts',
      emergency: 'alle noodgevallen',
      deaf: 'dove mensen',
      minors: 'onder de 18',
      exploited: 'vermiste of uitgebuite minderjarigen',
      online: 'jongeren, pesten en internet',
      women: 'geweld tegen vrouwen',
      men: 'geweld tegen mannen',
      couple: 'partnergeweld',
      home: 'huiselijk geweld',
      sexual: 'seksueel geweld',
      harassment: 'geweld en stalking',
      violence: 'alle vormen van geweld',
      victims: 'slachtoffers van misdrijven',
      talk: 'luisterend oor',
      anyAge: 'luisterend oor voor elke leeftijd',
      distress: 'nood of gedachten aan zelfdoding',
    },
    regions: {
      quebec: 'Québec',
      englandAndWales: 'Engeland en Wales',
      scotland: 'Schotland',
      wales: 'Wales',
      someRegions: 'niet in alle regio’s',
      zurich: 'Zürich',
      basel: 'Bazel',
    },
    press: '; niet kunnen praten? toets op verzoek {} (mobiel)',
    chat: 'chat',
    app: 'app',
    beforehand: 'vooraf instellen',
    others: 'andere talen',
    unknownLanguage: 'taal niet bekend',
    always: 'dag en nacht',
    holidays: 'behalve op feestdagen',
    unknownHours: 'uren niet bekend',
    clock: '{} uur',
  },
  leaflet: {
    title: 'Notities',
    list: ['Brood', 'Melk', 'Koffie', 'Afwasmiddel'],
    more: 'Meer notities',
    links: 'Links',
    leave: 'Snel weg',
    close: (title) => `Tik bovenaan op “${title}” om dit te sluiten.`,

    lead: 'Voor wie aandringt: dit nummer vraagt om u met rust te laten.',
    saveNow:
      'Sla het nu al op onder een voornaam: als het zover is, hoeft u het alleen nog voor te lezen of te tonen. Deze pagina werkt offline en verstuurt niets.',
    firstName: 'Voornaam van het contact',
    save: 'Opslaan',

    replies: 'Wat de persoon krijgt',
    between: (min, max) => `${min} tot ${max}`,
    reply: (delay) => `De persoon stuurt een bericht naar het nummer. Na ${delay} komt dit bericht:`,
    timeToLeave: 'Zo hebt u de tijd om weg te gaan.',
    silence: 'Blijft de persoon aandringen, dan volgt alleen stilte.',
    laterReplies: 'Op een nieuw bericht, veel later, kan nog dit antwoord komen:',
    countries: (list) => `Landen waarvan mobiele telefoons antwoord krijgen: ${list}.`,
    notAlways: 'Soms gaat er helemaal geen antwoord uit, bijvoorbeeld als er te veel berichten tegelijk komen.',
    answersToday: (page: string) => `Of het vandaag antwoordt: ${page}`,

    limits: 'Wanneer het u niet beschermt',
    calls: [
      'De persoon belt.',
      'Niemand neemt op, en sommige lijnen gaan niet eens over. U kunt vooraf zeggen: “Stuur me een bericht, onbekende nummers neem ik niet op.”',
    ],
    beside: [
      'De persoon staat naast u en controleert het.',
      'Er komt niet meteen antwoord, en uw telefoon gaat niet over: het kan opvallen.',
    ],
    search: [
      'De persoon zoekt het nummer op.',
      'Elk nummer kan worden opgezocht, op internet of in een berichtenapp, en wat er dan verschijnt, kan het nummer verraden.',
    ],
    known: [
      'De persoon kent u.',
      'Daar is dit nummer niet voor. Wie met u samenleeft of weet waar u te vinden bent, trapt er niet in en kan boos worden. Denk eerst aan uw veiligheid.',
    ],

    danger: 'Als u in gevaar bent',
    emergencyNumbers: 'Dit nummer waarschuwt niemand. Deze wel:',
    noEmergencyNumber: 'Dit nummer waarschuwt niemand. Zoek nu al het alarmnummer van uw land op en bewaar het.',
    helpNumbers: 'Als u met iemand wilt praten.',
    men: 'Ook mannen kunnen hier terecht, behalve waar alleen vrouwen staan vermeld.',
    copy: 'Niets hier opent een site: kopieer het adres.',
    staff: (name, asking) =>
      `In een café of een andere zaak die meedoet, kunt u het personeel naar ${name} vragen. Niet iedereen kent deze code. Begrijpen ze u niet, zeg dan: ${asking}`,
    afterwards: 'Daarna',
    urgent:
      'Wat niet kan wachten: een arts, als u gewond bent of misschien gedrogeerd, want in bloed en urine is een drug maar enkele uren of dagen aantoonbaar. Was u niet; bewaar de kleren in een papieren zak. Vraag het café vandaag nog de camerabeelden te bewaren: die zijn snel gewist.',
    evidence:
      'Bewaar wat als bewijs kan dienen: het hele gesprek, schermafbeeldingen met datum en nummer, de namen van getuigen.',
    write:
      'Schrijf op wat er gebeurde, wanneer, waar, wie het zag, en de precieze woorden. Papier laat geen spoor na op een telefoon. Neem een willekeurig papier.',
    minors: 'Ben je jonger dan 18?',
    minorsMay:
      'Het is niet jouw schuld. Zeg het tegen een volwassene die je vertrouwt, al dan niet uit je familie. Je mag zonder je ouders om hulp vragen.',
    minorsAsk: 'Vraag wie naar je luistert wat je alleen mag doen.',
    minorsInFrance:
      'In Frankrijk mag je zonder hen naar de politie of gendarmerie gaan en aangifte doen, als je wilt met een volwassene naar keuze.',
    sources: 'Bronnen, en wanneer ze zijn gelezen',

    traces: 'Wat op uw telefoon achterblijft',
    left: 'Dit bestand blijft staan bij uw downloads en in de chat waarin u het kreeg, en misschien in de geschiedenis van de app die het opende. Ook een opgeslagen contact kan een bestand achterlaten, en opduiken op andere apparaten of bij andere mensen die uw account delen. Wis waar iemand naar zou kunnen zoeken, maar denk eerst na: niets wist alle sporen, en wat plotseling weg is, kan ook opvallen. Een oproep of sms naar de nummers hierboven blijft in de lijsten van uw telefoon staan.',

    privacy: 'Wat het nummer bewaart',
    kept: (period, failed) =>
      `Van u bewaart het niets: het weet niet wie u bent. Van de persoon die schrijft, bewaart het een sleutel in plaats van het telefoonnummer en de tijden van de antwoorden, meestal ${period}, of een jaar na een STOP. Het bericht wordt gewist zodra over een antwoord is beslist, meestal binnen seconden, of na ${failed} of meer als dat mislukt; de diensten die het hebben overgebracht, kunnen er langer een kopie van bewaren.`,
  },
}
