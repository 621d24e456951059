import { fleetRoutes, type Removal } from '@gatecast/protocol';
import { Alert, Button, Group, List, Modal, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { placesQuery, screensQuery } from '../../api/queries.ts';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { Loading } from '../../parts/page.tsx';
import { SaveFault } from '../../parts/save-fault.tsx';
import { useWords, type WordKey } from '../../words/words.ts';

type Props = {
  readonly what: 'site' | 'area' | 'screen';
  readonly id: string;
  readonly name: string;
  readonly onRemoved?: () => void;
};
/** How many of the things that refuse a removal are named. */
const mostNamed = 12;

/** Removes a site, an area or a screen; before that it tells what refuses it, and what would go along. */
export function RemovePlace({ what, id, name, onRemoved }: Props) {
  const words = useWords();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        color="red"
        size="compact-sm"
        leftSection={<IconTrash size={14} aria-hidden />}
        aria-label={words('removal.of', { name })}
        onClick={() => setIsOpen(true)}
      >
        {words('removal.remove')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        title={words('removal.title', { name })}
        closeButtonProps={{ 'aria-label': words('common.close') }}
      >
        {isOpen && (
          <Question
            what={what}
            id={id}
            onClose={(isRemoved) => {
              setIsOpen(false);
              if (isRemoved) onRemoved?.();
            }}
          />
        )}
      </Modal>
    </>
  );
}

function Question({ what, id, onClose }: { what: Props['what']; id: string; onClose: (isRemoved: boolean) => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const removal = useQuery({ queryKey: ['removal', what, id], queryFn: () => readRemoval(what, id), staleTime: 0, gcTime: 0 });
  const remove = useMutation({
    mutationFn: (revision: number) => removeIt(what, id, revision),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: screensQuery.queryKey });
      await queries.invalidateQueries({ queryKey: placesQuery.queryKey });
      tellDone(words('removal.done'));
      onClose(true);
    },
  });
  if (removal.data === undefined) return removal.error ? <Fault error={removal.error} /> : <Loading />;
  const { refusedBy, takesAlong, revision } = removal.data;
  return (
    <>
      <SaveFault error={remove.error} isRemoval onKeep={remove.mutate} onReload={() => onClose(false)} />
      {refusedBy.length > 0 ? (
        <Alert color="orange" title={words('removal.refused')}>
          <List size="sm">
            {refusedBy.slice(0, mostNamed).map((one) => (
              <List.Item key={`${one.kind} ${one.id}`}>
                {words(kindWord(one.kind))}: {one.name}
              </List.Item>
            ))}
          </List>
          {refusedBy.length > mostNamed && <Text size="sm">{words('removal.more', { count: refusedBy.length - mostNamed })}</Text>}
        </Alert>
      ) : (
        <Text size="sm">{words(`removal.about.${what}`)}</Text>
      )}
      {refusedBy.length === 0 && takesAlong.length > 0 && (
        <>
          <Text size="sm" mt="sm" fw={500}>
            {words('removal.along')}
          </Text>
          <List size="sm">
            {takesAlong.map(({ kind, count }) => (
              <List.Item key={kind}>
                {words(kindWord(kind))}: {count}
              </List.Item>
            ))}
          </List>
        </>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={() => onClose(false)} data-autofocus>
          {words('common.cancel')}
        </Button>
        {refusedBy.length === 0 && (
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate(revision)}>
            {words('removal.remove')}
          </Button>
        )}
      </Group>
    </>
  );
}

async function readRemoval(what: Props['what'], id: string): Promise<Removal> {
  switch (what) {
    case 'site':
      return call(fleetRoutes.siteRemoval, { params: { siteId: id } });
    case 'area':
      return call(fleetRoutes.areaRemoval, { params: { areaId: id } });
    case 'screen':
      return call(fleetRoutes.screenRemoval, { params: { screenId: id } });
  }
}

async function removeIt(what: Props['what'], id: string, revision: number): Promise<unknown> {
  const query = { revision };
  switch (what) {
    case 'site':
      return call(fleetRoutes.deleteSite, { params: { siteId: id }, query });
    case 'area':
      return call(fleetRoutes.deleteArea, { params: { areaId: id }, query });
    case 'screen':
      return call(fleetRoutes.deleteScreen, { params: { screenId: id }, query });
  }
}

function kindWord(kind: Removal['refusedBy'][number]['kind']): WordKey {
  return `removal.kinds.${kind}`;
}
