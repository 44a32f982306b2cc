import type { SimWords } from './english.ts'

export const french: SimWords = {
  alarms: {
    'over-budget': {
      first:
        'Carte SIM\u00a0: laisser le budget, car un plus grand met son contrat en danger\u202f; si l’usage est de bonne foi, ajouter une ligne.',
    },
    'month-ahead': {
      first:
        'Carte SIM\u00a0: si beaucoup appellent, ignorer les appels\u202f; si l’usage est de bonne foi, relever le mois dans ce que tolère l’opérateur, ou ajouter une ligne.',
    },
    'line-refused': {
      means: 'httpSMS refuse\u00a0: sa clé, son forfait, ou le téléphone lui est inconnu.',
    },
    'malformed-texts': {
      means: 'Carte SIM\u00a0: httpSMS a changé, ou son application chiffre les SMS.',
    },
    'function-errors': {
      hurt: 'Mais un SMS à une carte SIM reste sans réponse si httpSMS échoue deux fois à nous le dire.',
      means:
        'Ou les clés par lesquelles nous reconnaissons httpSMS n’ont pas pu être lues\u00a0: tout SMS à une carte SIM est alors refusé.',
      first: 'Une inondation du webhook le peut aussi, si httpSms.webhookConcurrency ne la borne pas.',
    },
    'many-texts': {
      hurt: 'Carte SIM\u00a0: recevoir ne coûte rien, mais des SMS se perdent quand le forfait de httpSMS est épuisé, ou tant qu’une inondation de l’adresse publique l’empêche de passer.',
      means: 'Carte SIM\u00a0: les requêtes qu’AWS a limitées à l’adresse publique comptent aussi.',
      first:
        'Carte SIM\u00a0: voir ce qui reste du forfait de httpSMS, et sinon laisser faire. Si le tableau de bord montre des limitations de sim-webhook, quelqu’un inonde son adresse.',
    },
    'delivery-success': {
      means: 'Carte SIM\u00a0: trop de réponses du jour ont été confiées à un téléphone qui n’a pas pu les envoyer.',
      first: 'Carte SIM\u00a0: voir si elle envoie encore un SMS à la main, ou si son opérateur l’a suspendue.',
    },
  },
  phoneOffline: {
    hurt: 'Qui a donné le numéro\u00a0: les SMS n’y sont plus vus, et les réponses attendent.',
    means: 'Le téléphone d’une ligne SIM ne donne plus de nouvelles, ou n’en donne pas quand une réponse doit partir.',
    first: 'Aller voir le téléphone\u00a0: courant, réseau, et si l’application httpSMS tourne encore.',
  },
  arrivedShare: 'part que les SIM ont pu envoyer',
  labelSuffix: ', par SIM',
  offlineThisHour: 'Téléphone hors ligne cette heure-ci (0\u00a0: non)',
  times: 'fois',
  webhook: 'sim-webhook, qui écoute les téléphones',
  refused: 'Requêtes refusées',
  unknown: 'Événements inconnus',
  unreadable: 'Lectures des clés qui ont échoué',
}
