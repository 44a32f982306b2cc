import type { LeafletWords } from './en.ts'

export const fr: LeafletWords = {
  title: 'Notes',
  heading: 'Un numéro à donner à la place du vôtre',
  lead: 'Quelqu’un insiste pour avoir votre numéro\u202f? Donnez celui\u2011ci\u00a0: à toute personne qui lui écrit, il demande poliment de vous laisser en paix.',
  saveNow:
    'Enregistrez-le d’avance sous un prénom\u00a0: le moment venu, vous n’aurez qu’à le lire ou à le montrer. Cette page fonctionne hors ligne et n’envoie rien.',
  needsScript:
    'Par discrétion, le numéro ne s’affiche qu’avec JavaScript, qui est désactivé ici. Ouvrez cette page dans un navigateur où il est activé.',
  show: 'Afficher le numéro',
  hide: 'Masquer le numéro',
  firstName: 'Prénom du contact',
  save: 'Enregistrer',
  print: 'Imprimer',

  replies: 'Ce que la personne recevra',
  between: (min, max) => `Entre ${min} et ${max}`,
  reply: (delay) => `La personne écrit au numéro. ${delay} plus tard, elle reçoit ce message\u00a0:`,
  timeToLeave: 'Cela vous laisse le temps de partir.',
  silence: 'Si la personne insiste, elle n’obtient que le silence.',
  laterReplies: 'Si elle récrit bien plus tard, elle peut encore recevoir\u00a0:',
  countries: (list) => `Pays dont les mobiles reçoivent une réponse\u00a0: ${list}.`,
  notAlways: 'Il arrive qu’aucune réponse ne parte, par exemple quand trop de messages arrivent à la fois.',

  limits: 'Quand il ne vous protège pas',
  calls: ['La personne appelle.', 'Personne ne décroche, et certaines lignes ne sonnent même pas.'],
  beside: [
    'La personne est à côté de vous et vérifie.',
    'Aucune réponse n’arrive sur le moment, et votre téléphone ne sonne pas\u00a0: elle peut comprendre la ruse.',
  ],
  search: [
    'La personne cherche le numéro.',
    'On peut chercher n’importe quel numéro, sur internet ou dans une messagerie, et ce qui s’affiche peut trahir le numéro.',
  ],
  known: [
    'La personne vous connaît.',
    'Ce numéro n’est pas fait pour cela. Quelqu’un qui vit avec vous, ou qui sait où vous trouver, ne s’y trompera pas et peut se fâcher. Pensez d’abord à votre sécurité.',
  ],

  danger: 'En cas de danger',
  emergencyNumbers:
    'Ce numéro ne prévient personne. Si vous êtes en danger, ou si vous voulez parler à quelqu’un\u00a0:',
  noEmergencyNumber:
    'Ce numéro ne prévient personne. Cherchez dès maintenant le numéro d’urgence de votre pays, et gardez-le.',
  sources: 'Sources des numéros d’urgence, et date de consultation',

  privacy: 'Ce que le numéro garde',
  kept: (period) =>
    `De vous, il ne garde rien\u00a0: il ne sait pas qui vous êtes. De la personne qui écrit, il garde une forme codée de son numéro et l’heure des réponses, en général pendant ${period}, ou pendant un an si elle a envoyé STOP. Son message sert à décider s’il faut répondre, puis il est effacé\u202f; les services qui l’ont acheminé peuvent en garder une copie plus longtemps.`,
}
