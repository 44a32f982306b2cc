import type { LeafletWords } from './en.ts'

export const nl: LeafletWords = {
  title: 'Notities',
  heading: 'Een nummer om te geven in plaats van het uwe',
  lead: 'Blijft iemand om uw nummer vragen? Geef dan dit. Wie ernaar schrijft, krijgt het beleefde verzoek u met rust te laten.',
  saveNow:
    'Bewaar het nu al onder een voornaam: als het zover is, hoeft u het alleen nog voor te lezen of te tonen. Deze pagina werkt offline en verstuurt niets.',
  needsScript:
    'Uit discretie verschijnt het nummer alleen met JavaScript, en dat staat hier uit. Open deze pagina in een browser waarin het aanstaat.',
  show: 'Nummer tonen',
  hide: 'Nummer verbergen',
  firstName: 'Voornaam van het contact',
  save: 'Bewaren',
  print: 'Afdrukken',

  replies: 'Wat de persoon krijgt',
  between: (min, max) => `${min} tot ${max}`,
  reply: (delay) => `De persoon schrijft naar het nummer. Na ${delay} komt dit bericht:`,
  timeToLeave: 'Zo hebt u de tijd om weg te gaan.',
  silence: 'Blijft de persoon aandringen, dan volgt alleen stilte.',
  laterReplies: 'Op een nieuw bericht, veel later, kan nog dit antwoord komen:',
  countries: (list) => `Landen waarvan mobiele telefoons antwoord krijgen: ${list}.`,
  notAlways: 'Soms gaat er helemaal geen antwoord uit, bijvoorbeeld als er te veel berichten tegelijk komen.',

  limits: 'Wanneer het u niet beschermt',
  calls: ['De persoon belt.', 'Niemand neemt op, en sommige lijnen gaan niet eens over.'],
  beside: [
    'De persoon staat naast u en gaat het na.',
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
  emergencyNumbers: 'Dit nummer waarschuwt niemand. Als u in gevaar bent of met iemand wilt praten:',
  noEmergencyNumber: 'Dit nummer waarschuwt niemand. Zoek nu al het alarmnummer van uw land op en bewaar het.',
  sources: 'Bronnen van de noodnummers, en wanneer ze zijn gelezen',

  privacy: 'Wat het nummer bewaart',
  kept: (period) =>
    `Van u bewaart het niets: het weet niet wie u bent. Van de persoon die schrijft, bewaart het een gecodeerde vorm van het telefoonnummer en de tijden van de antwoorden, meestal ${period}, of een jaar na een STOP. Het bericht dient om over een antwoord te beslissen en wordt dan gewist; de diensten die het hebben overgebracht, kunnen er langer een kopie van bewaren.`,
}
