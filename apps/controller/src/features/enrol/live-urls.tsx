import { fleetRoutes, type LiveUrlSettings, type SiteId } from '@gatecast/protocol';
import { Button, Group, Stack, Switch, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { liveUrlsQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { tellDone } from '../../parts/fault.tsx';
import { SaveFault } from '../../parts/save-fault.tsx';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { useWords } from '../../words/words.ts';

/** Whether a site's screens may show pages of other people's servers, and the way to change it for those who may. */
export function LiveUrls({ siteId }: { siteId: SiteId }) {
  const words = useWords();
  const may = useMay();
  const { data } = useQuery(liveUrlsQuery(siteId));
  const [isOpen, setIsOpen] = useState(false);
  if (data === undefined) return null;
  return (
    <Group gap="xs" mt="sm">
      <Text size="sm" c="dimmed">
        {data.isAllowed ? words('sites.liveOn', { hosts: data.allowedHosts.join(', ') || '–' }) : words('sites.liveOff')}
      </Text>
      {may('fleet.allow-live') && (
        <Button size="compact-sm" variant="subtle" onClick={() => setIsOpen(true)}>
          {words('sites.liveChange')}
        </Button>
      )}
      <FormDrawer isOpen={isOpen} onClose={() => setIsOpen(false)} title={words('sites.live')}>
        {isOpen && <LiveUrlsForm siteId={siteId} stored={data} onDone={() => setIsOpen(false)} />}
      </FormDrawer>
    </Group>
  );
}

function LiveUrlsForm({ siteId, stored, onDone }: { siteId: SiteId; stored: LiveUrlSettings & { revision: number }; onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const [revision] = useState(stored.revision);
  const [isAllowed, setIsAllowed] = useState(stored.isAllowed);
  const [hosts, setHosts] = useState(stored.allowedHosts.join('\n'));
  const save = useMutation({
    mutationFn: (onto: number) => {
      const allowedHosts = hosts.split(/\s+/).filter((host) => host !== '');
      return call(fleetRoutes.putLiveUrls, { params: { siteId }, body: { isAllowed, allowedHosts, revision: onto } });
    },
    onSuccess: async (saved) => {
      queries.setQueryData(liveUrlsQuery(siteId).queryKey, saved);
      tellDone(words('sites.liveSaved'));
      onDone();
    },
  });
  return (
    <form
      noValidate
      aria-label={words('sites.live')}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(revision);
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {words('sites.liveAbout')}
        </Text>
        <SaveFault error={save.error} onKeep={save.mutate} onReload={onDone} />
        <Switch
          label={words('sites.liveAllow')}
          checked={isAllowed}
          onChange={({ currentTarget }) => setIsAllowed(currentTarget.checked)}
        />
        <Textarea
          label={words('sites.liveHosts')}
          description={words('sites.liveHostsAbout')}
          autosize
          minRows={3}
          value={hosts}
          onChange={({ currentTarget }) => setHosts(currentTarget.value)}
        />
        <Group>
          <Button type="submit" loading={save.isPending}>
            {words('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
