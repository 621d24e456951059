import type { ScreenId, StoredCommand } from '@gatecast/protocol';
import { Anchor, Box, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useFormats } from '../../instants/formats.ts';
import { usePersonName, useMay } from '../../api/session.ts';
import { Mark } from '../../parts/mark.tsx';
import { useWords } from '../../words/words.ts';

const shownAtFirst = 6;

/** The last commands with how far each has come; live. */
export function CommandList(props: { screenId: ScreenId; commands: readonly StoredCommand[]; timeZone: string }) {
  const { screenId, commands, timeZone } = props;
  const words = useWords();
  const formats = useFormats();
  const personName = usePersonName();
  const may = useMay();
  const [isWhole, setWhole] = useState(false);
  const inWords = useEndInWords();
  return (
    <>
      <Title order={3} size="h5" mb={4}>
        {words('commands.last')}
      </Title>
      {commands.length === 0 && (
        <Text size="sm" c="dimmed">
          {words('commands.none')}
        </Text>
      )}
      <Box component="ul" style={{ listStyle: 'none', padding: 0, margin: 0 }} aria-label={words('commands.last')}>
        {commands.slice(0, isWhole ? commands.length : shownAtFirst).map((command) => (
          <Box component="li" key={command.id} py={5} style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}>
            <Text size="sm" component="div">
              <Mark look={command.state}>{words(`commands.states.${command.state}`)}</Mark> {orderInWords(command, words)}
            </Text>
            <Text size="xs" c="dimmed">
              {formats.dateTime(command.queuedAtMs, timeZone)} · {personName(command.issuedBy)?.name ?? words('commands.somebody')}
              {command.endedAtMs !== null && ` · ${words('commands.endedAt', { at: formats.dateTime(command.endedAtMs, timeZone) })}`}
              {(command.state === 'queued' || command.state === 'sent') &&
                ` · ${words('commands.expiresAt', { at: formats.dateTime(command.expiresAtMs, timeZone) })}`}
            </Text>
            {inWords(command) !== '' && <Text size="xs">{inWords(command)}</Text>}
            {command.hasLogs && may('fleet.maintain') && (
              <Anchor size="xs" href={`/api/screens/${screenId}/commands/${command.id}/logs`} download>
                {words('commands.download')}
              </Anchor>
            )}
          </Box>
        ))}
      </Box>
      {commands.length > shownAtFirst && !isWhole && (
        <Anchor component="button" size="sm" mt="xs" onClick={() => setWhole(true)}>
          {words('commands.all', { count: commands.length })}
        </Anchor>
      )}
    </>
  );
}

function orderInWords({ order }: StoredCommand, words: ReturnType<typeof useWords>): string {
  const name = words(`commands.names.${order.name}`);
  if (order.name === 'volume' || order.name === 'brightness') return `${name}: ${order.levelBp / 100} %`;
  if (order.name === 'display-power') return `${name}: ${words(`commands.powers.${order.power}`)}`;
  if (order.name === 'known-good') return `${name}: ${words(`commands.knownGoodModes.${order.mode}`)}`;
  if (order.name !== 'quiet-hours') return name;
  return `${name}: ${order.spans.map(({ from, to }) => `${from}–${to}`).join(', ') || words('commands.quietNone')}`;
}

/** How a command ended, in words; empty where its state says it all. */
function useEndInWords(): (command: StoredCommand) => string {
  const words = useWords();
  const formats = useFormats();
  return ({ end, state }) => {
    if (end === null) return state === 'unknown' ? words('commands.nothingTold') : '';
    if (end.kind === 'failed') return end.detail;
    if (end.kind === 'refused') return `${words(`commands.reasons.${end.reason}`)} ${end.detail}`;
    if (end.effect === undefined) return '';
    switch (end.effect.kind) {
      case 'sent':
      case 'confirmed':
        return words(`commands.effects.${end.effect.kind}`);
      case 'freed':
        return words('commands.effects.freed', { files: formats.number(end.effect.files), size: formats.bytes(end.effect.sizeBytes) });
      case 'bundled':
        return words('commands.effects.bundled', { lines: formats.number(end.effect.lines), size: formats.bytes(end.effect.sizeBytes) });
    }
  };
}
