import type { Ledger } from './ledger.ts'

/** What is promised: the invariants that state it, and the mutants that break it, which show that the invariants would notice. */
export type Promised = { readonly invariants: readonly Invariant[]; readonly mutants: readonly Mutant[] }

/** A property that must hold in every run. */
export type Invariant = {
  readonly name: string
  readonly sentence: string
  readonly judge: (ledger: Ledger) => Judgement
}

type Judgement = { readonly judged: number; readonly violation?: Violation }

/** Which invariant is broken, how, and when. */
export type Violation = { readonly invariant: string; readonly what: string; readonly at: number }

/** Creates an invariant that holds if `whatIsWrong` finds nothing wrong with any of the run's subjects. */
export const invariant = <Subject extends { readonly at: number }>(
  name: string,
  sentence: string,
  subjectsOf: (ledger: Ledger) => readonly Subject[],
  whatIsWrong: (subject: Subject, ledger: Ledger) => string | undefined,
): Invariant => ({
  name,
  sentence,
  judge: (ledger) => {
    const subjects = subjectsOf(ledger)
    for (const subject of subjects) {
      const what = whatIsWrong(subject, ledger)
      if (what !== undefined) return { judged: subjects.length, violation: { invariant: name, what, at: subject.at } }
    }
    return { judged: subjects.length }
  },
})

/** A deliberate defect, made by edits of the real sources. */
export type Mutant = {
  readonly name: string
  /** One sentence that says what then goes wrong. */
  readonly breaks: string
  readonly edits: readonly Edit[]
  /** The invariants that are expected to find the mutant. If a different one is broken first, the mutant counts as found by luck. */
  readonly foundBy: readonly string[]
}

/** `find` must occur exactly once in `file`, which is a path relative to the project's root. */
type Edit = { readonly file: string; readonly find: string; readonly replace: string }
