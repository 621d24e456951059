import { fleetRoutes, type WallScreen } from '@gatecast/protocol';
import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { screensQuery } from '../../api/queries.ts';
import { tellDone } from '../../parts/fault.tsx';
import { SaveFault } from '../../parts/save-fault.tsx';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { fieldOf } from '../../parts/form-fault.ts';
import { useWords } from '../../words/words.ts';
import { MountingFields } from '../enrol/mounting-fields.tsx';
import { mountingOf, readMounting } from '../enrol/mounting.ts';

/** Changes how a screen is mounted; its player learns of it with the next publication. */
export function MountingForm({ screen, onDone }: { screen: WallScreen; onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const [{ stored, revision }] = useState(() => ({ stored: readMounting(screen), revision: screen.revision }));
  const [value, setValue] = useState(stored);
  const isDirty = JSON.stringify(value) !== JSON.stringify(stored);
  useUnsaved(isDirty);
  const save = useMutation({
    mutationFn: (onto: number) =>
      call(fleetRoutes.putMounting, { params: { screenId: screen.id }, body: { ...mountingOf(value), revision: onto } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: screensQuery.queryKey });
      tellDone(words('screen.mountingSaved'));
      onDone();
    },
  });
  const fault = fieldOf(save.error);
  return (
    <form
      noValidate
      aria-label={words('screen.mounting')}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(revision);
      }}
    >
      <Stack gap="sm">
        <SaveFault error={save.error} onKeep={save.mutate} onReload={onDone} />
        <MountingFields
          value={value}
          onChange={setValue}
          widthPx={screen.widthPx}
          heightPx={screen.heightPx}
          faultOf={(field) => (fault?.path === `wall.${field}` ? fault.detail : undefined)}
        />
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!isDirty}>
            {words('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
