import { fleetRoutes, type SiteId } from '@gatecast/protocol';
import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { exitPinQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { tellDone } from '../../parts/fault.tsx';
import { SaveFault } from '../../parts/save-fault.tsx';
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
        {isOpen && <ExitPinForm siteId={siteId} isSet={data.isSet} stored={data.revision} onDone={() => setIsOpen(false)} />}
      </FormDrawer>
    </Group>
  );
}

function ExitPinForm({ siteId, isSet, stored, onDone }: { siteId: SiteId; isSet: boolean; stored: number; onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const [revision] = useState(stored);
  const [pin, setPin] = useState('');
  const save = useMutation({
    mutationFn: ({ next, onto }: { next: string | null; onto: number }) =>
      call(fleetRoutes.putExitPin, { params: { siteId }, body: { pin: next, revision: onto } }),
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
        save.mutate({ next: pin, onto: revision });
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {words('sites.pinAbout')}
        </Text>
        <SaveFault error={save.error} onKeep={(onto) => save.mutate({ next: save.variables?.next ?? null, onto })} onReload={onDone} />
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
            <Button variant="subtle" color="red" loading={save.isPending} onClick={() => save.mutate({ next: null, onto: revision })}>
              {words('sites.pinRemove')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
