import { matchesGlob } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that wait, in real seconds, for clouds and processes, the longest first: what only computes fits beside and after them. */
const waiting = [
  'local/start',
  'carriers/*/e2e/',
  'carriers/*/local/',
  'ops/rehearse',
  'ops/policies',
  'shared/stores/dyna',
  'page/number',
  'e2e/',
  'local/lambda/functions',
  'ops/',
  'cdk/app',
]

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = waiting.findIndex((part) => matchesGlob(moduleId, `**/test/${part}**`))
  return place === -1 ? waiting.length : place
}

/** Runs the files that wait first, the others as vitest would. */
export class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b))
  }
}
