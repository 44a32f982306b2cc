import { testPolicies } from '../../test/policies.ts'
import { tested } from './example.ts'

await testPolicies(tested, false)
