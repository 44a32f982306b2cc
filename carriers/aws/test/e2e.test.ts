import { testAnswers } from '../../../test/e2e/answers.ts'
import { tested } from './example.ts'

await testAnswers(tested)
