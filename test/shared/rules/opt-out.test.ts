import { expect, test } from 'vitest'
import { keywordOf } from '../../../shared/rules/opt-out.ts'

test.each([
  [
    'AWS (End User Messaging guide, opt-out-list-keywords)',
    'ARRET CANCEL END OPT-OUT OPTOUT QUIT REMOVE STOP TD UNSUBSCRIBE',
  ],
  ['CTIA (Short Code Monitoring Handbook)', 'Stop End Cancel Unsubscribe Quit'],
  ['the FCC (47 CFR 64.1200(a)(10))', 'Revoke Opt-out'],
])('each word by which %s knows an opt-out is one', (_, words) => {
  expect(words.split(' ').filter((word) => keywordOf(word) !== 'stop')).toEqual([])
})

test.each<[string, readonly string[]]>([
  ['a button of WhatsApp', ['Stop promotions']],
  [
    'a carrier’s word in capitals, whatever follows',
    ['STOP je vais porter plainte', 'STOP t’es belle', 'UNSUBSCRIBE, ma belle', 'OPTOUT ma belle'],
  ],
  ['a sign', ['🛑', '⛔️', '🚫 🚫', '⏹️']],
  [
    'letters apart, or as people pressed a key too long',
    ['S.T.O.P', 'S T O P', 'STOOOOP', 'Sttttop', 'arrrrrête', 'STOPSTOP'],
  ],
  ['other scripts’ letters that look alike', ['STОP', 'SТOP', 'ЅТОР', 'STΟP', 'ꜱᴛᴏᴘ', 'ΑRRET', 'ST0P']],
  ['letters in boxes, wide or invisible ones', ['🆂🆃🅾🅿', '🅂🅃🄾🄿', 'ⓢⓣⓞⓟ', '𝐒𝐓𝐎𝐏', 'ＳＴＯＰ', '​STOP‍', 'ST­OP', 'STOPㅤ']],
  [
    'below what a phone quotes or above its signature',
    ['> On se voit ?\nSTOP', 'Envoyé de mon iPhone\nstop', 'Stop.\n\nSent from my iPhone'],
  ],
  ['where nobody has written examples', ['стоп', 'توقف', 'הסר', 'ΣΤΑΜΑΤΑ', '停止', 'ストップ', '그만']],
])('a STOP may be %s', (_, texts) => {
  expect(texts.filter((text) => keywordOf(text) !== 'stop')).toEqual([])
})

test('START and UNSTOP end an opt-out alone, however they are written', () => {
  const texts = ['START', 'start', ' Start!', 'ＳＴＡＲＴ', 'UNSTOP', 'Unstop.']
  expect(texts.filter((text) => keywordOf(text) !== 'start')).toEqual([])
  expect(['Restart', 'Start please', 'Let us start'].map(keywordOf)).toEqual([undefined, undefined, undefined])
})

test('what has no words, greets with a sign, or only quotes a STOP, is none', () => {
  const texts = ['', ' ', '!', '...', '✋', '0', 'Salut 🛑', '> STOP\nMoi je n’ai rien dit', 'Envoyé de mon iPhone']
  expect(texts.filter((text) => keywordOf(text) !== undefined)).toEqual([])
})

test('what is judged of a text has a bound, however long it is', () => {
  expect(keywordOf(`STOP ${'a'.repeat(100_000)}`)).toBe('stop')
  expect(keywordOf(`${'Salut '.repeat(20_000)}. STOP`)).toBeUndefined()
})
