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
    '',
    ' ',
    '!',
    '✋',
    'Salut',
    'Salut 🛑',
    'Je m’arrête au bar',
    'On s’arrête où ?',
    'Stop ou encore ?',
    'Stopover in Lille',
  ],
  ...['Non stop', 'Au prochain stop je descends', 'The end of the line', 'Bus stop', 'Weekend', 'Friend', 'Legend'],
  ...[
    'Para ti',
    'Basta così poco',
    'Il est alto',
    'Removed',
    'Nonstop',
    'Tout',
    'Tout svp',
    'SMS',
    'Merci',
    'Thank you',
    'Bitte danke',
  ],
  ...['stop te foutre de moi', 'Stop being so shy, call me', 'Stop talking', 'stop salope', 'STOP STOP t’es belle'],
  ...[
    'arrête de faire la belle',
    'Arrête ton cirque',
    'arrête ça me fait rire',
    'Stop it',
    'Stop it I like it',
    'hör auf zu spielen',
  ],
  ...['para de ignorarme', 'Pare com isso gostosa', 'Pareja', 'Paraît', 'Dur dur', 'Slut', 'Dung', 'хватит ломаться'],
])('%j is not a keyword', (text) => {
  expect(keywordOf(text)).toBeUndefined()
})

test('a text of any length is read in time that grows with its length, and no faster', () => {
  expect(keywordOf('stop '.repeat(20_000))).toBe('stop')
  expect(keywordOf(`${'arrête ça '.repeat(20_000)} ?! non`)).toBeUndefined()
})

test.each(['START', 'start', ' Start!', 'ＳＴＡＲＴ', '\u200Bstart'])('%j ends an opt-out', (text) => {
  expect(keywordOf(text)).toBe('start')
})

test.each(['Restart', 'Start please', 'Start svp', 'Let us start'])('%j does not end an opt-out', (text) => {
  expect(keywordOf(text)).toBeUndefined()
})
