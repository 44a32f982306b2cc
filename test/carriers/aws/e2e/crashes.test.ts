import { testCrashes } from '../../../e2e/crashes.ts'

await testCrashes('aws')
