import { testAnswers } from '../../e2e/answers.ts'
import { tested } from './example.ts'

await testAnswers(tested)
