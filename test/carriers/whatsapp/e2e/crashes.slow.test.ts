import { testCrashes } from '../../../e2e/crashes.ts'
import { whatsapp } from './tested.ts'

await testCrashes(whatsapp, 'all but receive-sms')
