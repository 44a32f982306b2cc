import { testAnswers } from '../../../e2e/answers.ts'
import { sim } from './tested.ts'

await testAnswers(sim)
