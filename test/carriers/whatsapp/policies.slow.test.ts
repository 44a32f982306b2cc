import { testPolicies } from '../policies.ts'
import { tested } from './example.ts'

await testPolicies(tested, false)
