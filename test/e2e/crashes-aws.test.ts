import { testCrashes } from './crashes.ts'

await testCrashes('aws')
