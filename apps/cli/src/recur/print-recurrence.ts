import { Refusal } from '../refusal.ts';
import { answerQuestion, type Question } from './answer-question.ts';
import { isoOfStart, startInWords } from './write-start.ts';
import { zonesByName } from './zones-by-name.ts';

/** The answer to one question as a line of JSON, or for people a line for each start. Throws a Refusal that names the option. */
export function printRecurrence(question: Question, { isPretty }: { readonly isPretty: boolean }): string {
  const answer = answerQuestion(question, zonesByName());
  if (answer.kind === 'fault') {
    const { code, message, limit } = answer;
    const field = `--${answer.field.replace(/\[\d+\]$/, '')}`;
    throw new Refusal({ code, message, field, ...(limit === undefined ? {} : { limit }) });
  }
  if (isPretty) return answer.starts.map((start) => `${startInWords(start, answer.hasTimes)}\n`).join('');
  return `${JSON.stringify(answer.starts.map((start) => isoOfStart(start, answer.hasTimes)))}\n`;
}
