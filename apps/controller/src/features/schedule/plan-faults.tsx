import type { planFaultSchema } from '@gatecast/protocol';
import { List } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { entriesQuery } from '../../api/queries.ts';
import { useWords } from '../../words/words.ts';

type PlanFault = z.infer<typeof planFaultSchema>;
const worded = ['no-unconditional-fallback', 'language-absent-too-long', 'shares-over-whole', 'tie'] as const;

/** Why a plan is refused: the faults that operators meet in their language, the others as the engine says them. */
export function PlanFaults({ faults }: { faults: readonly PlanFault[] }) {
  const words = useWords();
  const { data: entries } = useQuery(entriesQuery);
  /** `entries[0190…].turnMs` says little to people: the id becomes the name. */
  const place = (text: string) =>
    text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => entries?.find((entry) => entry.id === id)?.name ?? id);
  return (
    <List size="sm">
      {faults.map(({ path, code, message }) => {
        const known = worded.find((one) => one === code);
        return (
          <List.Item key={`${path} ${code} ${message}`}>
            {known !== undefined && `${words(`planFaults.${known}`)} `}
            <span className={known === undefined ? undefined : 'dimmed'}>
              {place(message)} <span className="mono">({place(path)})</span>
            </span>
          </List.Item>
        );
      })}
    </List>
  );
}
