import { expect, test } from 'vitest'
import { frNeutral, messages } from '../../../shared/messages/texts.ts'
import { keywordOf } from '../../../shared/rules/opt-out.ts'

const taken = (texts: readonly string[], hasHadReply: boolean): readonly string[] =>
  texts.filter((text) => keywordOf(text, hasHadReply) === 'stop')

test.each([
  ['AWS', 'ARRET CANCEL END OPT-OUT OPTOUT QUIT REMOVE STOP TD UNSUBSCRIBE'],
  ['CTIA', 'Stop End Cancel Unsubscribe Quit'],
  ['the FCC', 'stop quit end revoke opt-out cancel unsubscribe'],
  ['Twilio', 'STOPALL ARRETT ARRETE'],
])('each word by which %s knows an opt-out is one from the first text on', (_, words) => {
  expect(taken(words.split(' '), false)).toEqual(words.split(' '))
})

test.each<[string, readonly string[]]>([
  [
    'one of our languages',
    ['Arrêt', 'ABMELDEN', 'Aufhoeren', 'Alto', '¡Basta!', 'Revoca', 'stoppen', 'sair', 'Wypisz mnie'],
  ],
  ['a button of WhatsApp', ['Stop promotions']],
  [
    'capitals at a sentence’s beginning',
    ['STOP je vais porter plainte', 'C’est Marc\nSTOP', 'OPTOUT ma belle, et vite'],
  ],
  ['a sign', ['🛑', '⛔️', '🚫 🚫', '⏹️', 'stop ✋', '*STOP*', '«stop»', 'Stop 🙏 merci', 'stop!!!']],
  [
    'a greeting or courtesies',
    ['bonjour stop', 'Merci d’arrêter, stop', "s'il te plait stop", 'Ok, thank you. Unsubscribe', 'ARRET svp'],
  ],
  [
    'up to two other words',
    ['stop wesh', 'stop it', 'Stop ça', 'STOP au 36180', 'unsubscribe me', 'opt out now pls', 'Wrong number. Stop'],
  ],
  [
    'letters apart, repeated or pressed too long',
    ['S.T.O.P', 'S T O P', 'A R R E T', 'STOOOOP', 'Sttttop', 'arrrrrête', 'STOPSTOP', 'stop stop stop stop'],
  ],
  ['letters of other scripts that look alike', ['STОP', 'SТOP', 'ЅТОР', 'STΟP', 'ꜱᴛᴏᴘ', 'ΑRRET', 'ST0P']],
  ['letters in boxes, wide or invisible ones', ['🆂🆃🅾🅿', '🅂🅃🄾🄿', 'ⓢⓣⓞⓟ', '𝐒𝐓𝐎𝐏', 'ＳＴＯＰ', '​STOP‍', 'ST­OP', 'STOPㅤ']],
  [
    'below what a phone quotes',
    [
      '> On se voit ?\nSTOP',
      '> La personne s’est sentie importunée\n\nArrêt',
      'stop\nLe 3 déc. à 11:02, Association a écrit :\n> La personne',
    ],
  ],
  [
    'above its signature',
    ['Envoyé de mon iPhone\nstop', 'Stop.\n\nSent from my iPhone', 'END\n--\nMax Muster\nFirma Muster'],
  ],
  ['where nobody has written examples', ['стоп', 'توقف', 'הסר', 'ΣΤΑΜΑΤΑ', '停止', 'ストップ', '그만']],
])('a carrier’s word counts from the first text on, in or beside %s', (_, texts) => {
  expect(taken(texts, false)).toEqual(texts)
})

const wishes = [
  'Ne m’écrivez plus',
  'Leave me alone',
  'Bitte löschen Sie meine Nummer',
  'no me escribas más',
  'Smettila di scrivermi',
  'Laat me met rust',
]

test('who has had no reply can’t mean ours, so a wish in other words counts only after one', () => {
  expect(taken(wishes, false)).toEqual([])
  expect(taken(wishes, true)).toEqual(wishes)
})

test('a wish counts above a phone’s signature, and not if it is only quoted', () => {
  expect(keywordOf('Ne m’écrivez plus\n\nEnvoyé de mon iPhone', true)).toBe('stop')
  expect(keywordOf('> Ne m’écrivez plus\nhaha tu me fais rire', true)).toBeUndefined()
})

test('START and UNSTOP end an opt-out alone, however they are written', () => {
  const texts = ['START', 'start', ' Start!', 'ＳＴＡＲＴ', 'UNSTOP', 'Unstop.']
  expect(texts.filter((text) => keywordOf(text, true) !== 'start')).toEqual([])
  const others = ['Restart', 'Start please', 'Let us start', 'UNSTOP please', 'SUBSCRIBE']
  expect(others.filter((text) => keywordOf(text, true) !== undefined)).toEqual([])
})

test('our own replies, sent back, are no STOP', () => {
  expect(taken([...Object.values(messages).flat(), ...frNeutral], true)).toEqual([])
})

test('what has no words, greets with a sign, or only quotes a STOP, is none', () => {
  const texts = ['', ' ', '!', '...', '✋', '0', 'Salut 🛑', '> STOP\nMoi je n’ai rien dit', 'Envoyé de mon iPhone']
  expect(taken(texts, false)).toEqual([])
})

test('what is judged of a text has a bound, however long it is', () => {
  expect(keywordOf(`STOP ${'a'.repeat(100_000)}`, true)).toBe('stop')
  expect(keywordOf(`${'Salut '.repeat(20_000)}. STOP`, true)).toBeUndefined()
})
