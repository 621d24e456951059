import { stateLooks, type LookName, type Tone } from '../../parts/mark.tsx';
import type { WordKey } from '../../words/words.ts';

/** Words whose mark is drawn in a tone of its own, not by the name of a state. */
const tones: { readonly [K in WordKey]?: Tone } = {
  'incidents.states.open': 'bad',
  'incidents.states.acknowledged': 'warn',
  'incidents.states.resolved': 'good',
  'survey.conditions.good': 'good',
  'survey.conditions.worn': 'warn',
  'survey.conditions.faulty': 'bad',
  'feeds.well': 'good',
  'feeds.failing': 'bad',
  'audit.sealed': 'good',
};

/** How a mark looks on its page: by the state that the last part of its word names, where the house knows one. */
export function markLook(word: WordKey): { look?: LookName; tone?: Tone } {
  const tone = tones[word];
  if (tone !== undefined) return { tone };
  const name = word.slice(word.lastIndexOf('.') + 1);
  return name in stateLooks ? { look: name as LookName } : {};
}
