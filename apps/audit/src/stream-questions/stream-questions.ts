import type { StreamAnswer } from '@huying/contracts';
import { Questions } from '../questions/questions.js';

/** What auditors ask about one stream. */
export class StreamQuestions extends Questions<StreamAnswer> {}
