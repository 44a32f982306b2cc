import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'

import { minute } from '../../../../shared/rules/timing.ts'
import { startOperated } from '../../../ops/operated-number.ts'
import { line, number } from '../line.ts'

const operated = await startOperated({}, 'local-whatsapp')
afterAll(operated.stop)

const person = '+33612345678'

/** Rehearses with a person who writes what the rehearsal asks for, or what `answers` returns instead. */
const rehearse = (answers: (what: string) => string = (what) => what) =>
  operated.ops(['rehearse', '--by-hand', '--yes', ...operated.target], {
    input: person,
    // The rehearsal waits until the functions no longer remember the STOP of the one before.
    meanwhile: async (ms) => (ms > minute ? operated.cloud.killWorkers(operated.receiveSms) : delay(150)),
    hear: (sentence) => {
      const [, what] = /^Send this to \+33639980021 from your WhatsApp: (.*)$/.exec(sentence) ?? []
      if (what === undefined) return
      const text = /voice note/.test(what) ? '' : answers(what)
      void operated.cloud.receiveText({ from: person, to: line, text })
    },
  })

test('a rehearsal by hand proves each promise from what Meta reports', async () => {
  const { exitCode, out, err } = await rehearse()
  expect(out).toMatch(
    /^proven {2}A message is answered once, and Meta reports that the reply arrived +sent, delivered$/m,
  )
  expect(out).toContain('All 6 promises were proven.')
  expect(exitCode).toBe(0)
  expect(err.match(new RegExp(`^Send this to \\${number} from your WhatsApp: `, 'gm'))).toHaveLength(4)
})

test('a rehearsal by hand can be repeated, and names a broken promise', async () => {
  const { exitCode, out, err } = await rehearse((what) => (what === 'STOP' ? 'Non' : what))
  expect(out).toMatch(/^BROKEN {2}STOP ends it +It was decided: answered-recently\.$/m)
  expect(err).toContain('A promise is broken: STOP ends it.')
  expect(exitCode).toBe(1)
})
