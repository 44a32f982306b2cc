import type { Language } from '../shared/rules/messages.ts'

/**
 * What the part of the card says that is cut off. It must be true of every line: settings decide how long a reply waits, and the
 * phone of a SIM rings.
 */
export const wordsIn: { readonly [L in Language]: string } = {
  fr: "Un numéro à donner à la place du vôtre. Toute personne qui lui écrit reçoit, après un moment, un SMS courtois lui demandant de vous laisser en paix. Personne n'y décroche, et il ne répond pas sur-le-champ : qui vérifie aussitôt, ou vous connaît, ne s'y trompera pas. Le code l'enregistre comme un contact ordinaire ; rien n'est envoyé. Ce n'est pas un numéro d'urgence : en Europe, appelez le 112. À lire, puis à couper.",
  en: "A number to give instead of yours. Whoever texts it gets, after a while, one courteous text that asks them to leave you in peace. Nobody picks up, and it doesn't answer at once: someone who checks on the spot, or who knows you, is not fooled. The code saves it as an ordinary contact; nothing is sent. It is no emergency number: in Europe, call 112. Read this, then cut it off.",
  de: 'Eine Nummer, die Sie anstelle Ihrer eigenen nennen können. Wer ihr schreibt, erhält nach einer Weile eine höfliche SMS mit der Bitte, Sie in Ruhe zu lassen. Niemand nimmt ab, und sie antwortet nicht sofort: Wer sie gleich prüft oder Sie kennt, lässt sich nicht täuschen. Der Code speichert sie als gewöhnlichen Kontakt; gesendet wird nichts. Sie ist keine Notrufnummer: In Europa gilt die 112. Lesen, dann abschneiden.',
  es: 'Un número para dar en lugar del suyo. Quien le escriba recibirá, al cabo de un rato, un SMS cortés que pide que se le deje a usted en paz. Nadie atiende las llamadas, y el número no responde al momento: quien lo compruebe enseguida, o quien le conozca, no se dejará engañar. El código lo guarda como un contacto cualquiera; no se envía nada. No es un número de emergencias: en Europa, llame al 112. Lea esto y recórtelo después.',
  it: "Un numero da dare al posto del Suo. Chi gli scrive riceve, dopo un po', un SMS cortese che chiede di lasciarLa in pace. Nessuno risponde alle chiamate, e la risposta a un SMS non arriva subito: chi controlla all'istante, o chi La conosce, non si lascia ingannare. Il codice lo salva come un contatto qualsiasi; non viene inviato nulla. Non è un numero di emergenza: in Europa, chiami il 112. Da leggere, poi da tagliare.",
  nl: "Een nummer om te geven in plaats van het uwe. Wie ernaar sms't, krijgt na een tijdje een beleefde sms met het verzoek u met rust te laten. Er neemt niemand op, en het antwoordt niet meteen: wie het ter plekke nagaat of u kent, trapt er niet in. De code bewaart het als een gewoon contact; er wordt niets verstuurd. Het is geen noodnummer: bel in Europa 112. Lees dit en knip het dan af.",
}
