import type { FoundInquiry } from '../case-lookup/case-inquiry.js';
import { Questions } from '../questions/questions.js';

/** What auditors ask about one case. */
export class CaseQuestions extends Questions<FoundInquiry> {}
