import type { Condition } from '@gatecast/protocol';
import { IconAlertTriangle, IconCircleCheck, IconHammer, IconPlayerPause, type Icon } from '@tabler/icons-react';
import { Mark, type Tone } from '../../parts/mark.tsx';
import { useWords } from '../../words/words.ts';

/** Icon and tone of each condition; the word stands beside them. */
export const conditionLooks: Readonly<Record<Condition, { readonly tone: Tone; readonly icon: Icon }>> = {
  good: { tone: 'good', icon: IconCircleCheck },
  worn: { tone: 'warn', icon: IconHammer },
  faulty: { tone: 'bad', icon: IconAlertTriangle },
  'out-of-use': { tone: 'quiet', icon: IconPlayerPause },
};

export function ConditionMark({ condition }: { condition: Condition }) {
  const words = useWords();
  return <Mark {...conditionLooks[condition]}>{words(`survey.conditions.${condition}`)}</Mark>;
}
