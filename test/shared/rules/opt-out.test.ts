import { expect, test } from 'vitest'

import { keywordOf } from '../../../shared/rules/opt-out.ts'

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
])('%j is an opt-out', (text) => {
  expect(keywordOf(text)).toBe('stop')
})

test.each([
  ...['', ' ', '!', '🛑', 'Salut', 'Je m’arrête au bar', 'On s’arrête où ?', 'Stop ou encore ?', 'Stopover in Lille'],
  ...[
    'Non stop',
    'Au prochain stop je descends',
    'Stop svp merci',
    'The end of the line',
    'Bus stop',
    'Weekend',
    'Friend',
    'Legend',
  ],
  ...['Para ti', 'Basta così poco', 'Il est alto', 'Removed', 'Nonstop', 'STOPSTOP', 'Tout'],
])('%j is not a keyword', (text) => {
  expect(keywordOf(text)).toBeUndefined()
})

test.each(['START', 'start', ' Start!', 'ＳＴＡＲＴ', '\u200Bstart'])('%j ends an opt-out', (text) => {
  expect(keywordOf(text)).toBe('start')
})

test.each(['Restart', 'Start please', 'Start svp', 'Let us start'])('%j does not end an opt-out', (text) => {
  expect(keywordOf(text)).toBeUndefined()
})
