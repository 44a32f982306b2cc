import { testCrashes } from '../../e2e/crashes.ts'
import { tested } from './example.ts'

await testCrashes(tested, 'all')
