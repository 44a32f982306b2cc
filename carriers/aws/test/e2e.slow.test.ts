import { testCrashes } from '../../../test/e2e/crashes.ts'
import { tested } from './example.ts'

await testCrashes(tested, 'all')
