import { fleetRoutes, type SiteId } from '@gatecast/protocol';
import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { exitPinQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { useWords } from '../../words/words.ts';

/** Whether a technician can leave the kiosk at a site's screens, and the way to set the PIN for it. */
export function ExitPin({ siteId }: { siteId: SiteId }) {
  const words = useWords();
  const may = useMay();
  const { data } = useQuery(exitPinQuery(siteId));
  const [isOpen, setIsOpen] = useState(false);
  if (data === undefined) return null;
  return (
    <Group gap="xs" mt="xs">
      <Text size="sm" c="dimmed">
        {words(data.isSet ? 'sites.pinOn' : 'sites.pinOff')}
      </Text>
      {may('fleet.edit') && (
        <Button size="compact-sm" variant="subtle" onClick={() => setIsOpen(true)}>
          {words(data.isSet ? 'sites.pinChange' : 'sites.pinSet')}
        </Button>
      )}
      <FormDrawer isOpen={isOpen} onClose={() => setIsOpen(false)} title={words('sites.pin')}>
        {isOpen && <ExitPinForm siteId={siteId} isSet={data.isSet} onDone={() => setIsOpen(false)} />}
      </FormDrawer>
    </Group>
  );
}

function ExitPinForm({ siteId, isSet, onDone }: { siteId: SiteId; isSet: boolean; onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const [pin, setPin] = useState('');
  const save = useMutation({
    mutationFn: (next: string | null) => call(fleetRoutes.putExitPin, { params: { siteId }, body: { pin: next } }),
    onSuccess: (saved) => {
      queries.setQueryData(exitPinQuery(siteId).queryKey, saved);
      tellDone(words('sites.pinSaved'));
      onDone();
    },
  });
  return (
    <form
      noValidate
      aria-label={words('sites.pin')}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(pin);
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {words('sites.pinAbout')}
        </Text>
        <Fault error={save.error} />
        <PasswordInput
          label={words('sites.pinField')}
          description={words('sites.pinFieldAbout')}
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          value={pin}
          onChange={({ currentTarget }) => setPin(currentTarget.value.replace(/\D/g, ''))}
        />
        <Group>
          <Button type="submit" loading={save.isPending} disabled={pin.length < 6}>
            {words('common.save')}
          </Button>
          {isSet && (
            <Button variant="subtle" color="red" loading={save.isPending} onClick={() => save.mutate(null)}>
              {words('sites.pinRemove')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
