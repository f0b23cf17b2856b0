import type { Answer } from './ask-gateway.js';
import type { Canvas } from './canvas.js';
import { drawDifference } from './difference-text.js';
import { drawKnowledge } from './knowledge-text.js';
import { drawStreamTimeline } from './stream-timeline.js';
import { drawTimeline } from './timeline.js';

/** Any answer as lines of text. */
export function drawAnswer(answer: Answer, canvas: Canvas): string {
  if ('difference' in answer) return drawDifference(answer.difference, canvas);
  if ('knowledge' in answer) return drawKnowledge(answer.knowledge, canvas);
  return answer.of === 'case' ? drawTimeline(answer.replay, canvas) : drawStreamTimeline(answer.replay, canvas);
}
