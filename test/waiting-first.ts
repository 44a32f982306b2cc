import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that wait, in real seconds, for clouds and processes: what only computes fits beside and after them. */
const waiting = [
  'e2e/crashes',
  'e2e/answers',
  'e2e/sim',
  'local/functions',
  'local/start',
  'ops/',
  'shared/ports/agreement',
]

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = waiting.findIndex((part) => moduleId.includes(`/test/${part}`))
  return place === -1 ? waiting.length : place
}

/** Runs the files that wait first, the others as vitest would. */
export class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b))
  }
}
