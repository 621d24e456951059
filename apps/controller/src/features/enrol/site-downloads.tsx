import { fleetRoutes, type SiteDownloads as Downloads, type SiteId } from '@gatecast/protocol';
import { Box, Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { downloadsQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { tellDone } from '../../parts/fault.tsx';
import { SaveFault } from '../../parts/save-fault.tsx';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { areSpansSound, SpanFields } from '../../parts/span-fields.tsx';
import { useWords } from '../../words/words.ts';

const bytesPerMbit = 125_000;
const minuteMs = 60_000;

/** How a site's players use its network, in a line, and the way to change it. */
export function SiteDownloads({ siteId }: { siteId: SiteId }) {
  const words = useWords();
  const may = useMay();
  const { data } = useQuery(downloadsQuery(siteId));
  const [isOpen, setIsOpen] = useState(false);
  if (data === undefined) return null;
  const { bytesPerSecond, windows, jitterMs } = data;
  const rate = bytesPerSecond === null ? words('downloads.noRate') : `${bytesPerSecond / bytesPerMbit} Mbit/s`;
  const hours = windows.map(({ from, to }) => `${from}–${to}`).join(', ') || words('downloads.anyHour');
  return (
    <Group gap="xs" mt="xs">
      <Text size="sm" c="dimmed">
        {jitterMs === 0
          ? words('downloads.line', { rate, hours })
          : words('downloads.spreadLine', { rate, hours, minutes: jitterMs / minuteMs })}
      </Text>
      {may('fleet.edit') && (
        <Button size="compact-sm" variant="subtle" onClick={() => setIsOpen(true)}>
          {words('downloads.change')}
        </Button>
      )}
      <FormDrawer isOpen={isOpen} onClose={() => setIsOpen(false)} title={words('downloads.title')}>
        {isOpen && <DownloadsForm siteId={siteId} stored={data} onDone={() => setIsOpen(false)} />}
      </FormDrawer>
    </Group>
  );
}

function DownloadsForm({ siteId, stored, onDone }: { siteId: SiteId; stored: Downloads & { revision: number }; onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const [revision] = useState(stored.revision);
  const [mbit, setMbit] = useState<number | string>(stored.bytesPerSecond === null ? '' : stored.bytesPerSecond / bytesPerMbit);
  const [minutes, setMinutes] = useState<number | string>(stored.jitterMs / minuteMs);
  const [windows, setWindows] = useState<Downloads['windows']>(stored.windows);
  const save = useMutation({
    mutationFn: (onto: number) => {
      const bytesPerSecond = mbit === '' ? null : Math.round(Number(mbit) * bytesPerMbit);
      const body = { bytesPerSecond, windows, jitterMs: Math.round(Number(minutes) * minuteMs), revision: onto };
      return call(fleetRoutes.putDownloads, { params: { siteId }, body });
    },
    onSuccess: (saved) => {
      queries.setQueryData(downloadsQuery(siteId).queryKey, saved);
      tellDone(words('downloads.saved'));
      onDone();
    },
  });
  return (
    <form
      noValidate
      aria-label={words('downloads.title')}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(revision);
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {words('downloads.about')}
        </Text>
        <SaveFault error={save.error} onKeep={save.mutate} onReload={onDone} />
        <NumberInput
          label={words('downloads.rate')}
          description={words('downloads.rateAbout')}
          suffix=" Mbit/s"
          min={0.01}
          max={10_000}
          decimalScale={2}
          value={mbit}
          onChange={setMbit}
        />
        <Box role="group" aria-label={words('downloads.windows')}>
          <Text size="sm" fw={500}>
            {words('downloads.windows')}
          </Text>
          <Text size="xs" c="dimmed">
            {words('downloads.windowsAbout')}
          </Text>
          <SpanFields spans={windows} most={8} onChange={(spans) => setWindows([...spans])} />
        </Box>
        <NumberInput
          label={words('downloads.jitter')}
          description={words('downloads.jitterAbout')}
          min={0}
          max={60}
          decimalScale={1}
          value={minutes}
          onChange={setMinutes}
        />
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!areSpansSound(windows) || minutes === ''}>
            {words('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
