import type { Words } from './en.ts'

export const fr: Words = {
  // coulmont.com/blog/2009/05/25/epicene and coulmont.com/blog/2014/05/07/les-prenoms-mixtes, from the files of Insee
  names: ['Alix', 'Andréa', 'Camille', 'Charlie', 'Lou', 'Louison', 'Morgan', 'Sacha'],
  sample: 'SPÉCIMEN',
  asking: '«\u00a0J’ai besoin d’aide, je ne me sens pas en sécurité.\u00a0»',
  card: {
    purpose:
      "À découper. On insiste\u00a0? Donnez ce numéro\u00a0: qui y écrit sera prié de vous laisser en paix. Le code l'enregistre. Personne ne décroche.",
    danger: (numbers) => `En danger, pas ce numéro, mais\u00a0: ${numbers}.`,
    noEmergencyNumber: 'En danger, pas ce numéro, mais en Europe le 112.',
    always: (numbers) => `Jour et nuit\u00a0: ${numbers}.`,
    byDay: (numbers) => `Pour en parler\u00a0: ${numbers}.`,
  },
  helplines: {
    causes: {
      police: 'police',
      speechless: 'si vous ne pouvez pas parler',
      medical: 'médecin',
      emergency: 'toutes urgences',
      deaf: 'personnes sourdes',
      minors: 'moins de 18 ans',
      exploited: 'mineurs disparus ou exploités',
      online: 'jeunes, harcèlement et internet',
      women: 'violences faites aux femmes',
      men: 'violences faites aux hommes',
      couple: 'violences dans le couple',
      home: 'violences à la maison',
      sexual: 'violences sexuelles',
      harassment: 'violences et harcèlement',
      violence: 'toutes violences',
      victims: 'victimes d’infractions',
      talk: 'écoute',
      anyAge: 'écoute, à tout âge',
      distress: 'détresse ou idées de suicide',
    },
    regions: {
      quebec: 'Québec',
      englandAndWales: 'Angleterre et pays de Galles',
      scotland: 'Écosse',
      wales: 'pays de Galles',
      someRegions: 'pas dans toutes les régions',
      zurich: 'Zurich',
      basel: 'Bâle',
    },
    press: ' ; sans parler : sur un mobile, tapez {} quand on vous le demande',
    chat: 'tchat',
    app: 'appli',
    beforehand: 'à préparer d’avance',
    others: 'autres langues',
    unknownLanguage: 'langue non précisée',
    always: 'jour et nuit',
    holidays: 'sauf jours fériés',
    unknownHours: 'horaires non précisés',
    clock: '{} h',
  },
  leaflet: {
    title: 'Notes',
    list: ['Pain', 'Lait', 'Café', 'Lessive'],
    more: 'Autres notes',
    links: 'Liens',
    leave: 'Quitter vite',
    close: (title) => `Pour refermer, touchez «\u00a0${title}\u00a0» en haut.`,

    lead: 'Donnez ce numéro à qui insiste\u00a0: une réponse lui demandera de vous laisser en paix.',
    saveNow:
      'Enregistrez-le d’avance sous un prénom\u00a0: le moment venu, vous n’aurez qu’à le lire ou à le montrer. Cette page fonctionne hors ligne et n’envoie rien.',
    firstName: 'Prénom du contact',
    save: 'Enregistrer',

    replies: 'Ce que la personne recevra',
    between: (min, max) => `Entre ${min} et ${max}`,
    reply: (delay) => `La personne écrit au numéro. ${delay} plus tard, elle reçoit ce message\u00a0:`,
    timeToLeave: 'Cela vous laisse le temps de partir.',
    silence: 'Si la personne insiste, elle n’obtient que le silence.',
    laterReplies: 'Si elle récrit bien plus tard, elle peut encore recevoir\u00a0:',
    countries: (list) => `Pays dont les mobiles reçoivent une réponse\u00a0: ${list}.`,
    notAlways: 'Il arrive qu’aucune réponse ne parte, par exemple quand trop de messages arrivent à la fois.',
    answersToday: (page: string) => `Pour savoir s’il répond en ce moment\u00a0: ${page}`,

    limits: 'Quand il ne vous protège pas',
    calls: [
      'La personne appelle.',
      'Personne ne décroche, et certaines lignes ne sonnent même pas. Vous pouvez dire d’avance\u00a0: «\u00a0Écris-moi, je ne réponds pas aux numéros que je ne connais pas.\u00a0»',
    ],
    beside: [
      'La personne est à côté de vous et vérifie.',
      'Aucune réponse n’arrive sur le moment, et votre téléphone ne sonne pas\u00a0: elle peut deviner la ruse.',
    ],
    search: [
      'La personne cherche le numéro.',
      'On peut chercher n’importe quel numéro, sur internet ou dans une messagerie, et ce qui s’affiche peut trahir le numéro.',
    ],
    known: [
      'La personne vous connaît.',
      'Ce numéro n’est pas fait pour cela. Qui vit avec vous, ou sait où vous trouver, ne s’y trompera pas et peut se fâcher. Pensez d’abord à votre sécurité.',
    ],

    danger: 'En cas de danger',
    emergencyNumbers: 'Ce numéro ne prévient personne. Ceux-ci, oui\u00a0:',
    noEmergencyNumber:
      'Ce numéro ne prévient personne. Cherchez dès maintenant le numéro d’urgence de votre pays, et gardez-le.',
    helpNumbers: 'Pour parler à quelqu’un.',
    men: 'Les hommes peuvent appeler aussi, sauf les lignes réservées aux femmes.',
    copy: 'Rien ici n’ouvre de site\u00a0: copiez l’adresse.',
    staff: (name, asking) =>
      `Dans un bar ou un autre lieu qui participe, vous pouvez demander ${name} au personnel. Tous ne connaissent pas ce code. Si l’on ne vous comprend pas, dites\u00a0: ${asking}`,
    afterwards: 'Ensuite',
    urgent:
      'Ce qui n’attend pas\u00a0: un médecin, en cas de blessure, ou si l’on vous a peut-être drogué·e\u00a0: la drogue ne reste que quelques heures ou quelques jours dans le sang et l’urine. Ne vous lavez pas\u202f; gardez les vêtements dans du papier. Demandez le jour même au bar de garder ses images, vite effacées.',
    evidence:
      'Gardez ce qui peut servir de preuve\u00a0: toute la conversation, des captures d’écran avec date et numéro, les noms des témoins.',
    write:
      'Notez ce qui s’est passé, quand, où, qui l’a vu, et les mots exacts. Le papier ne laisse aucune trace dans un téléphone. Une feuille existe pour cela\u00a0: demandez-la à qui vous a donné ce numéro, ou prenez n’importe quel papier.',
    minors: 'Tu as moins de 18\u00a0ans\u202f?',
    minorsMay:
      'Ce n’est pas ta faute. Dis-le à un adulte en qui tu as confiance, de ta famille ou non. Tu peux demander de l’aide sans tes parents.',
    minorsAsk: 'Demande à qui t’écoute ce que tu peux faire seul·e.',
    minorsInFrance:
      'En France, tu peux aller sans eux à la police ou à la gendarmerie et y porter plainte, avec l’adulte de ton choix si tu veux.',
    sources: 'Sources, et date de consultation',

    traces: 'Ce qui reste dans votre téléphone',
    left: 'Ce fichier reste dans vos téléchargements et dans la conversation où vous l’avez reçu, et peut-être dans l’historique de l’application qui l’a ouvert. Un contact enregistré peut laisser lui aussi un fichier, et apparaître sur d’autres appareils, ou chez d’autres personnes, qui partagent votre compte. Effacez ce que quelqu’un pourrait chercher, mais réfléchissez d’abord\u00a0: rien n’efface toutes les traces, et un effacement soudain peut aussi se remarquer. Un appel ou un SMS aux numéros ci-dessus reste dans les listes de votre téléphone.',

    privacy: 'Ce que le numéro garde',
    kept: (period, failed) =>
      `De vous, il ne garde rien\u00a0: il ne sait pas qui vous êtes. De la personne qui écrit, il garde une forme codée de son numéro et l’heure des réponses, en général pendant ${period}, ou pendant un an si elle a envoyé STOP. Son message est effacé une fois la réponse décidée, d’ordinaire en quelques secondes, ou au bout de ${failed} ou plus si cela échoue\u202f; les services qui l’ont acheminé peuvent en garder une copie plus longtemps.`,
  },
}
