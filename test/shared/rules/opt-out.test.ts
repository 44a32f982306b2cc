import { expect, test } from 'vitest'

import { keywordOf } from '../../../shared/rules/opt-out.ts'

// End User Messaging guide, opt-out-list-keywords.
test.each(['ARRET', 'CANCEL', 'END', 'OPT-OUT', 'OPTOUT', 'QUIT', 'REMOVE', 'STOP', 'TD', 'UNSUBSCRIBE'])(
  '%s, which AWS counts as an opt-out, is one',
  (word) => expect(keywordOf(word)).toBe('stop'),
)

test.each([
  ...['STOP', 'stop', ' Stop ', 'Stop.', 'STOP!', '«STOP»', '"stop"', 'STOP 🛑', 'S.T.O.P', 'S T O P'],
  ...['\u200BSTOP\u200D', 'ST\u00ADOP', '\uFEFFStop', 'STOP\u3164', 'ＳＴＯＰ', 'ⓢⓣⓞⓟ', 'Stóp'],
  ...[
    'Stop svp',
    'Stop, s’il vous plaît',
    "s'il te plait stop",
    'Merci, stop',
    'STOP ALL',
    'Stop please',
    'please STOP.',
  ],
  ...['ARRET', 'Arrêt', 'arrêtez', 'Arrête !', 'Arrêtez svp'],
  ...['opt-out', 'OPT OUT', 'Unsubscribe', 'cancel', 'END', 'quit', 'remove', 'TD'],
  ...[
    'Stopp!',
    'Stopp bitte',
    'Aufhören',
    'ALTO',
    '¡Basta!',
    'Basta ya',
    'Basta, grazie',
    'Smettila',
    'Stop alstublieft',
  ],
  ...['STOP STOP', 'stop stop stop!!', 'STOPSTOP', 'STOP arrêtez STOP', 'STOP SMS', 'SMS STOP', 'stop svp sms'],
  ...['stop s’il vous plaît', 'Stop svp merci', 'Merci d’avance, stop', 'STOP please thank you', 'Stop bitte danke'],
  ...['Arrêtez ça', 'arrête ça stp !', 'désabonner', 'desabonner', 'Me désabonner svp', 'REVOKE', 'OPTOUT'],
  ...['PARE', 'PARAR', 'SAIR', 'pare por favor obrigado', 'Przestań!', 'Sluta nu', 'Lõpeta', 'Állj!', 'Hör auf!'],
  ...['СТОП', 'стоп, пожалуйста', 'توقف', 'توقف من فضلك', 'הסר', 'ΣΤΑΜΑΤΑ', '停止', 'ストップ', '그만'],
  ...['🛑', '⛔', '⛔️', '🚫 🚫', '🛑🛑🛑', '🛑 svp', '⏹️'],
])('%j is an opt-out', (text) => {
  expect(keywordOf(text)).toBe('stop')
})

test.each([
  ...[
    'stop ça',
    'STOP PUB',
    'stop it',
    'Stop!!! laissez moi',
    'Stop texting me',
    'stop, svp, ça suffit',
    'STOP au 36180',
  ],
  ...[
    'Stop.\n\nEnvoyé de mon iPhone',
    'STOP\n-- \nSent from my phone',
    '\n\n  stop\nBonne soirée',
    'END\nEnvoyé de mon iPhone',
  ],
  ...[
    'Bonjour, stop',
    'ok stop',
    'Please stop texting me',
    'svp arrêtez de m’écrire',
    'Arrête de m’écrire',
    'arrêtez vos messages',
  ],
  ...[
    'Unsubscribe me',
    'désabonnez moi de cette liste',
    'stop-moi ça',
    '> STOP merci',
    'RE: STOP',
    '*STOP*',
    'Stop 🙏 merci',
  ],
  ...['Hör auf, mir zu schreiben', 'Stopp die Nachrichten', 'Σταμάτα να μου γράφεις', 'Прекратите писать мне'],
])('%j, whose first line begins with the word, is an opt-out', (text) => {
  expect(keywordOf(text)).toBe('stop')
})

test.each([
  ...[
    'STОP',
    'SТOP',
    'STOР',
    'ЅТОР',
    'STΟP',
    'SΤΟΡ',
    'stоp',
    'ꜱᴛᴏᴘ',
    'ＳＴ０Ｐ',
    'ST0P',
    'st0p svp',

    'ΑRRET',
    'аrrêtez',
  ],
  ...['🆂🆃🅾🅿', '🅢🅣🅞🅟', '🅂🅃🄾🄿', '𝐒𝐓𝐎𝐏', '𝓼𝓽𝓸𝓹'],
  ...['STOOOOP', 'stooop', 'STOPPP !', 'Sttttop', 'arrrrrête', 'Arrêteeeez', 'стооооп'],
])('%j, which only looks like the word, is an opt-out', (text) => {
  expect(keywordOf(text)).toBe('stop')
})

// Each is somebody's sentence that means something else. Silence costs little: the sender gets no reply, as after a STOP.
test.each([
  ...['Stop, c’est qui ?', 'Stop ou encore ?', 'stop te foutre de moi', 'Stop being so shy, call me', 'stop salope'],
  ...['arrête de faire la belle', 'Arrête ton cirque', 'Stop it I like it', 'hör auf zu spielen', 'хватит ломаться'],
  ...['STOP STOP t’es belle', 'Stop à Lyon ce soir ?'],
])('%j counts as an opt-out, which we accept', (text) => {
  expect(keywordOf(text)).toBe('stop')
})

test.each([
  ...['', ' ', '!', '✋', '0', 'Salut', 'Salut 🛑', 'Je m’arrête au bar', 'On s’arrête où ?', 'Stopover in Lille'],
  ...['Non stop', 'Au prochain stop je descends', 'The end of the line', 'Bus stop', 'Weekend', 'Friend', 'Legend'],
  ...[
    'End of the line?',
    'Quit your job!',
    'Remove your hat',
    'Cancel tonight?',
    'Td-lte',
    'Para ti',
    'para de ignorarme',
  ],
  ...['Pare com isso gostosa', 'Basta così poco', 'Baja tu', 'Alto y guapo', 'Il est alto', 'Removed', 'Nonstop'],
  ...['Tout', 'Tout svp', 'SMS', 'Merci', 'Thank you', 'Bitte danke', 'Ok', 'Bonjour', 'Bonjour, ça va ?'],
  ...[
    'Pareja',
    'Paraît',
    'Dur dur',
    'Slut',
    'Dung',
    'Salut\nstop ou pas ?',
    'C’est Marc\nSTOP',
    'Arrêt de bus Voltaire ?',
  ],
  ...['Stopper', 'Stoppage', 'Arrêts fréquents', 'Stopover'],
])('%j is not a keyword', (text) => {
  expect(keywordOf(text)).toBeUndefined()
})

test('a text of any length is read in time that grows with its length, and no faster', () => {
  expect(keywordOf('stop '.repeat(20_000))).toBe('stop')
  expect(keywordOf(`${'merci '.repeat(20_000)} ?! non`)).toBeUndefined()
  expect(keywordOf('merci'.repeat(20_000))).toBeUndefined()
})

test.each(['START', 'start', ' Start!', 'ＳＴＡＲＴ', '\u200Bstart'])('%j ends an opt-out', (text) => {
  expect(keywordOf(text)).toBe('start')
})

test.each(['Restart', 'Start please', 'Start svp', 'Let us start'])('%j does not end an opt-out', (text) => {
  expect(keywordOf(text)).toBeUndefined()
})
