import { matchesGlob } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that mostly wait, in real time, the slowest first. Files that only compute fill the gaps. */
const waiting = [
  'number.slow',
  'local/start.slow',
  'carriers/*/e2e',
  'carriers/stand-ins',
  'ops/rehearse',
  'ops/policies',
  'carriers/**/*.slow',
  'shared/stores/dyna',
  'cdk/app',
  'e2e/',
  'lambda/functions',
  'ops/',
]

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = waiting.findIndex((part) => matchesGlob(moduleId, `**/test/${part}**`))
  return place === -1 ? waiting.length : place
}

/** Runs the files that mostly wait first, and the others in the usual order. */
export class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b))
  }
}
