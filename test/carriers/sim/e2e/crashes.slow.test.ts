import { testCrashes } from '../../../e2e/crashes.ts'
import { sim } from './tested.ts'

await testCrashes(sim, 'all but receive-sms')
