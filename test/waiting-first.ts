import { matchesGlob } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that mostly wait, in real time, the slowest first. Files that only compute fill the gaps. */
const waiting = [
  'test/e2e/silence',
  'test/number.slow',
  'test/local/start.slow',
  'carriers/*/test/e2e',
  'carriers/test/stand-ins',
  'test/ops/rehearse',
  'test/ops/policies',
  'carriers/**/*.slow',
  'test/shared/stores/dyna',
  'test/cdk/app',
  'test/e2e/',
  'test/lambda/functions',
  'test/ops/',
]

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = waiting.findIndex((part) => matchesGlob(moduleId, `**/${part}**`))
  return place === -1 ? waiting.length : place
}

/** Runs the files that mostly wait first, and the others in the usual order. */
export class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b))
  }
}
