import { testAnswers } from '../../../e2e/answers.ts'
import { aws } from './tested.ts'

await testAnswers(aws)
