import type { Ledger } from './ledger.ts'

/** A property that must hold in every run. */
export type Invariant = ReturnType<typeof invariant>

/** Which invariant is broken, what it says, how it is broken, and when. */
export type Violation = Readonly<Record<'invariant' | 'sentence' | 'what', string>> & { readonly at: number }

/** Creates an invariant that holds if `whatIsWrong` finds nothing wrong with any of the run's subjects. */
export const invariant = <Subject extends { readonly at: number }>(
  name: string,
  sentence: string,
  subjectsOf: (ledger: Ledger) => readonly Subject[],
  whatIsWrong: (subject: Subject, ledger: Ledger) => string | undefined,
) => ({
  name,
  judge: (ledger: Ledger): { readonly judged: number; readonly violation?: Violation } => {
    const subjects = subjectsOf(ledger)
    for (const subject of subjects) {
      const what = whatIsWrong(subject, ledger)
      if (what !== undefined)
        return { judged: subjects.length, violation: { invariant: name, sentence, what, at: subject.at } }
    }
    return { judged: subjects.length }
  },
})
