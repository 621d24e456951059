import type { Overbooking, planFaultSchema } from '@gatecast/protocol';
import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { entriesQuery } from '../../api/queries.ts';
import { useFormats } from '../../instants/formats.ts';
import { useWords } from '../../words/words.ts';

type PlanFault = z.infer<typeof planFaultSchema>;
const worded = ['no-unconditional-fallback', 'language-absent-too-long', 'shares-over-whole', 'tie', 'release-not-kept'] as const;
const shownFaults = 20;

/** Why a plan is refused: the faults that operators meet in their language, the others as the engine says them. */
export function PlanFaults({ faults, zone }: { faults: readonly PlanFault[]; zone: string }) {
  const words = useWords();
  const { data: entries } = useQuery(entriesQuery);
  const name = (id: string) => entries?.find((entry) => entry.id === id)?.name ?? id.slice(0, 8);
  /** `entries[0190…].turnMs` says little to people: the id becomes the name. */
  const place = (text: string) =>
    text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => entries?.find((entry) => entry.id === id)?.name ?? id);
  const untold = faults.length - shownFaults;
  return (
    <List size="sm">
      {faults.slice(0, shownFaults).map(({ path, code, message, overbooked }) => {
        const known = worded.find((one) => one === code);
        const entryId = /^entries\[([0-9a-f-]{36})\]/.exec(path)?.[1];
        return (
          <List.Item key={`${path} ${code} ${message}`}>
            {overbooked !== undefined && <OverbookingLine overbooked={overbooked} name={name} zone={zone} />}
            {overbooked === undefined && known !== undefined && (
              <>
                {entryId !== undefined && `“${name(entryId)}”: `}
                {words(`planFaults.${known}`)}
              </>
            )}
            {overbooked === undefined && known === undefined && (
              <>
                {place(message)} <span className="mono">({place(path)})</span>
              </>
            )}
          </List.Item>
        );
      })}
      {untold > 0 && <List.Item>{words('planFaults.more', { count: untold })}</List.Item>}
    </List>
  );
}

type LineProps = { readonly overbooked: Overbooking; readonly name: (id: string) => string; readonly zone: string };

function OverbookingLine({ overbooked, name, zone }: LineProps) {
  const words = useWords();
  const formats = useFormats();
  const { entryIds, shareBp, fromMs, untilMs, times, isAtLeast } = overbooked;
  const entries = formats.list(entryIds.map((id) => `“${name(id)}”`));
  const span = { from: formats.dateTime(fromMs, zone), until: formats.dateTime(untilMs, zone) };
  const others = times - 1;
  const first = others > 0 ? words('findings.firstTime', span) : words('findings.fromUntil', span);
  const more = isAtLeast ? words('findings.atLeast', { count: others }) : words('findings.more', { count: others });
  return (
    <>
      {words('findings.shares-over-whole', { entries, share: formats.number(shareBp / 100) })}
      <Text size="xs" c="dimmed" component="span" display="block">
        {others > 0 ? `${first}; ${more}` : first}
      </Text>
    </>
  );
}
