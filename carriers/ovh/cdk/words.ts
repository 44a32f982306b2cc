import type { CarrierWords } from '../../../cdk/monitoring/alarm.ts'
import type { OperatorLanguage } from '../../../settings/values.ts'

const english = {
  alarms: {
    'dead-letters': { wait: 'Of Time2Chat: it is too late for these, whose replies had to leave within a day.' },
    siege: {
      wait: 'Of Time2Chat: doctor must say within a day that OVHcloud does not answer by itself, since it would answer all who get silence, for two credits each, outside every budget.',
    },
    'over-budget': {
      wait: 'Of Time2Chat: within a day, see that OVHcloud does not answer them by itself.',
      first: 'Of Time2Chat: raise it as far as the credits go.',
    },
    'line-refused': { means: 'Of Time2Chat: OVHcloud refuses the key, or the credits are used up.' },
    'malformed-texts': {
      first: 'Of Time2Chat: the text is still at OVHcloud; the log says "text unreadable" and has its id.',
    },
    'many-texts': {
      wait: "Of Time2Chat: it can wait until the morning; OVHcloud's own answer can cost all credits.",
      first: 'Of Time2Chat: see how long they last.',
    },
    'delivery-success': {
      means: "Of Time2Chat: too many of a day's replies did not arrive, as OVHcloud reports.",
      first: 'Of Time2Chat: text the number from a phone of yours, and ask OVHcloud if nothing comes.',
    },
  } satisfies CarrierWords['alarms'],
  creditsLow: {
    wait: 'It can wait until the morning: once no credits are left, replies still wait for most of a day.',
    hurt: 'Nobody yet: replies go out as always.',
    means:
      'The credits at OVHcloud last for less than a week at the rate of the last one, or for fewer than 25 replies.',
    first: "Buy credits in OVHcloud's control panel. If a siege uses them up, less is enough: the budget bounds it.",
  },
  pollsStopped: {
    wait: 'It can wait until the morning, but not for a day: then OVHcloud answers by itself, and our replies come too late.',
    hurt: 'Whoever texts a number of Time2Chat: no text comes in.',
    means:
      'For a quarter of an hour, nothing has called the function that fetches texts: its schedule is disabled, gone, or has lost its target. After a deployment that adds the first such line, it can go off once.',
    first: 'Run doctor: it says what is wrong with the schedule, and the command that mends it.',
  },
  arrivedShare: 'share that arrived, as OVHcloud reports',
  labelSuffix: ', by Time2Chat',
  poll: 'ovh-poll, which fetches texts from OVHcloud',
  creditsLeft: 'Credits left at OVHcloud',
  creditDaysLeft: 'Days for which they last',
  credits: 'credits',
  days: 'days',
}

/** The words of the dashboard and the alarms that only lines of Time2Chat need. */
type OvhWords = typeof english

const french: OvhWords = {
  alarms: {
    'dead-letters': { wait: 'Time2Chat\u00a0: il est déjà trop tard, la réponse devait partir dans la journée.' },
    siege: {
      wait: 'Time2Chat\u00a0: doctor doit dire dans la journée qu’OVHcloud ne répond pas de lui-même, car il répondrait à tous ceux qui restent sans réponse, pour deux crédits chacun, hors de tout budget.',
    },
    'over-budget': {
      wait: 'Time2Chat\u00a0: vérifiez dans la journée qu’OVHcloud n’y répond pas de lui-même.',
      first: 'Time2Chat\u00a0: relevez-le dans la limite des crédits.',
    },
    'line-refused': { means: 'Time2Chat\u00a0: OVHcloud refuse la clé, ou les crédits sont épuisés.' },
    'malformed-texts': {
      first:
        'Time2Chat\u00a0: le SMS est encore chez OVHcloud\u202f; son identifiant suit «\u00a0text unreadable\u00a0».',
    },
    'many-texts': {
      wait: 'Time2Chat\u00a0: cela peut attendre le matin\u202f; la réponse d’OVHcloud peut coûter tous les crédits.',
      first: 'Time2Chat\u00a0: status dit les crédits.',
    },
    'delivery-success': {
      means: 'Time2Chat\u00a0: trop de réponses du jour ne sont pas arrivées.',
      first: 'Time2Chat\u00a0: écrivez au numéro, et demandez à OVHcloud si rien ne vient.',
    },
  },
  creditsLow: {
    wait: 'Cela peut attendre le matin\u00a0: même une fois les crédits épuisés, les réponses attendent presque un jour.',
    hurt: 'Personne encore\u00a0: les réponses partent comme d’habitude.',
    means:
      'Les crédits chez OVHcloud suffisent pour moins d’une semaine au rythme de la dernière, ou pour moins de 25 réponses.',
    first:
      'Achetez des crédits dans l’espace client d’OVHcloud. Si c’est un siège qui les consomme, achetez-en peu\u00a0: le budget limite ce qu’il coûte.',
  },
  pollsStopped: {
    wait: 'Cela peut attendre le matin, mais pas un jour\u00a0: OVHcloud répond alors de lui-même, et nos réponses viennent trop tard.',
    hurt: 'Quiconque écrit à un numéro Time2Chat\u00a0: aucun SMS n’arrive.',
    means:
      'Depuis un quart d’heure, rien n’a appelé la fonction qui relève les SMS\u00a0: sa règle planifiée est désactivée, a disparu ou a perdu sa cible. Après le déploiement qui ajoute la première ligne de ce genre, elle peut se déclencher une fois.',
    first: 'Voyez ce qui ne va pas avec la règle planifiée, et la commande qui la répare.',
  },
  arrivedShare: 'part arrivée, d’après OVHcloud',
  labelSuffix: ', par Time2Chat',
  poll: 'ovh-poll, qui relève les SMS chez OVHcloud',
  creditsLeft: 'Crédits restants chez OVHcloud',
  creditDaysLeft: 'Jours pour lesquels ils suffisent',
  credits: 'crédits',
  days: 'jours',
}

/** The words of the dashboard and the alarms, in each language that operators can choose. */
export const ovhWords: Readonly<Record<OperatorLanguage, OvhWords>> = { en: english, fr: french }
