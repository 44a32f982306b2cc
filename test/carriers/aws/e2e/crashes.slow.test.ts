import { testCrashes } from '../../../e2e/crashes.ts'
import { aws } from './tested.ts'

await testCrashes(aws, 'all')
