import type { Random } from './random.ts'

/** The words of a genuine text. Many people begin with the same bare word, some with a name, a place or a question. */
export const opener = (random: Random): string => {
  const kind = random.next()
  if (kind < 0.35) return greeting(random)
  if (kind < 0.5) return `C'est ${random.pick(names)}`
  if (kind < 0.75) return `${greeting(random)} c'est ${random.pick(names)} ${random.pick(places)}`
  if (kind < 0.9) return `${greeting(random)} ${random.pick(questions)}`
  return `${greeting(random)}, c'est ${random.pick(names)}, on s'est vus ${random.pick(places)}. ${random.pick(questions)}`
}

const greeting = (random: Random): string => random.pick(greetings) + random.pick(endings)

const greetings = [
  'Salut',
  'Salut',
  'Salut',
  'Hello',
  'Hello',
  'Coucou',
  'Coucou',
  'Bonjour',
  'Bonsoir',
  'Hey',
  'Cc',
  'Slt',
  'Yo',
] as const
const endings = ['', '', '', '', '!', ' !', ' :)', '...', ' toi'] as const
const names = [
  'Marc',
  'Kevin',
  'Julien',
  'Thomas',
  'Nico',
  'Alex',
  'Mehdi',
  'Karim',
  'Antoine',
  'Paul',
  'Hugo',
  'Lucas',
  'Max',
  'Romain',
  'Yanis',
  'Pierre',
  'Seb',
  'David',
  'Olivier',
  'Fred',
  'Steph',
  'Vincent',
  'Sofiane',
  'Bilal',
  'Enzo',
  'Theo',
  'Louis',
  'Jeremy',
  'Cyril',
  'Ben',
] as const
const places = [
  'du bar',
  'du metro',
  'de samedi',
  "d'hier soir",
  'de la ligne 13',
  'du train',
  'de la salle de sport',
  'de Tinder',
  'du parc',
  'de chez Sarah',
  'du concert',
  'de Bastille',
  'de la rue Oberkampf',
  'de la fac',
  'du bus 38',
  'de la terrasse',
] as const
const questions = [
  'Ça va ?',
  'Tu fais quoi ce soir ?',
  'On se voit quand ?',
  'T’es bien rentrée ?',
  'Tu te souviens de moi ?',
  'Un verre demain ?',
  'Dispo ce week-end ?',
  'Tu dors ?',
  'Contente de t’avoir croisée',
  'C’est bien ton numéro ?',
  'Réponds quand tu peux',
  'On continue la discussion ?',
] as const
