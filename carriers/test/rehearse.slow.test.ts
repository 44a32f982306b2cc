import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { operations } from '../../ops/run.ts'
import { carrierNames } from '../../shared/rules/carriers.ts'
import { minute } from '../../shared/rules/timing.ts'
import { startOperated } from '../../test/ops/operated-number.ts'
import { services } from './services.ts'

const person = '+33612345678'

const byHand = carrierNames.filter((name) => operations[name].rehearsalByHand !== undefined)

describe.each(byHand)('a rehearsal by hand with a line of %s', async (name) => {
  const { stage, line } = services[name].tested
  const { cloud, ops, receiveSms, stop, target } = await startOperated({}, stage)
  afterAll(stop)

  /** Rehearses with a person who writes what the rehearsal asks for, or what `answers` returns instead. */
  const rehearse = (answers: (what: string) => string = (what) => what) =>
    ops(['rehearse', '--by-hand', '--yes', ...target], {
      input: person,
      // The rehearsal waits until the functions no longer remember the STOP of the one before.
      wait: async (ms) => (ms > minute ? cloud.killWorkers(receiveSms) : delay(150)),
      complain: (sentence) => {
        const [, what] = /^Send this to \+\d+ from your (?:WhatsApp|phone): (.*)$/.exec(sentence) ?? []
        if (what === undefined) return
        const text = /voice note/.test(what) ? '' : answers(what)
        void cloud.receiveText({ from: person, to: line, text })
      },
    })

  test('proves each promise from what the carrier reports', async () => {
    const { exitCode, out, err } = await rehearse()
    expect(out).toMatch(/^proven {2}A message is answered once, and its carrier reports .* arrived +sent, delivered$/m)
    expect(out).toContain('All 6 promises were proven.')
    expect(exitCode).toBe(0)
    expect(err.match(/^Send this to \+\d+ from your /gm)).toHaveLength(4)
  })

  test.runIf(name === byHand[0])('can be repeated, and names a broken promise', async () => {
    const { exitCode, out, err } = await rehearse((what) => (what === 'STOP' ? 'Non' : what))
    expect(out).toMatch(/^BROKEN {2}STOP ends it +It was decided: answered-recently\.$/m)
    expect(err).toContain('A promise is broken: STOP ends it.')
    expect(exitCode).toBe(1)
  })
})
