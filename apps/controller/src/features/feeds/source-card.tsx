import { feedRoutes, type FeedSource } from '@gatecast/protocol';
import { Box, Button, Group, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconHourglass } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { feedSourcesQuery } from '../../api/queries.ts';
import { serverNow } from '../../api/server-clock.ts';
import { useMay } from '../../api/session.ts';
import { useAge } from '../../instants/age.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault } from '../../parts/fault.tsx';
import { Mark } from '../../parts/mark.tsx';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import type { ShownToken } from './token-note.tsx';
import { ValuesTable } from './values-table.tsx';

type Props = { readonly source: FeedSource; readonly onEdit: () => void; readonly onToken: (shown: ShownToken) => void };

/** One source: whether its last try went well, as of when its values are, and the values. */
export function SourceCard({ source, onEdit, onToken }: Props) {
  const words = useWords();
  const may = useMay();
  const places = usePlaces();
  const formats = useFormats();
  const ageOf = useAge();
  const queries = useQueryClient();
  const readAgain = () => queries.invalidateQueries({ queryKey: feedSourcesQuery.queryKey });
  const params = { sourceId: source.id };
  const tryNow = useMutation({ mutationFn: () => call(feedRoutes.tryFeedSource, { params }), onSettled: readAgain });
  const renew = useMutation({
    mutationFn: () => call(feedRoutes.renewFeedToken, { params, body: { revision: source.revision } }),
    // after a failure too: somebody may have been quicker, and the next try is over what they did
    onSettled: readAgain,
    onSuccess: ({ token }) => onToken({ source, token: token ?? '' }),
  });
  const zone = source.siteId === null ? places.mainZone : places.zoneOf(source.siteId);
  const { values, problem } = source;
  const about = [
    words(`feedKinds.${source.kind}`),
    source.host,
    source.siteId === null ? words('feeds.everySite') : places.siteName(source.siteId),
    source.everyS === null ? null : words('feeds.every', { age: ageOf(source.everyS * 1_000) }),
  ];
  return (
    <Box className="surface" p="md" component="section" aria-label={source.name}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div>
          <Group gap="xs">
            <Title order={2}>{source.name}</Title>
            <SourceMark source={source} />
          </Group>
          <Text size="sm" c="dimmed">
            {about.filter(Boolean).join(' · ')}
          </Text>
        </div>
        {may('feed.edit') && (
          <Group gap="xs">
            {source.kind === 'push' ? (
              <Button variant="default" loading={renew.isPending} onClick={() => renew.mutate()}>
                {words('feeds.newToken')}
              </Button>
            ) : (
              <Button variant="default" loading={tryNow.isPending} onClick={() => tryNow.mutate()}>
                {words('feeds.tryNow')}
              </Button>
            )}
            <Button variant="default" onClick={onEdit}>
              {words('feeds.change')}
            </Button>
          </Group>
        )}
      </Group>
      <Fault error={tryNow.error ?? renew.error} />
      <Text size="sm" mt="xs">
        {values === null
          ? words(source.kind === 'push' ? 'feeds.noneYetPush' : 'feeds.noneYet')
          : words('feeds.asOf', { at: formats.dateTime(values.asOfMs, zone), age: ageOf(serverNow() - values.asOfMs) })}
        {source.nextTryMs !== null && ` · ${words('feeds.nextTry', { at: formats.timeWithSeconds(source.nextTryMs, zone) })}`}
      </Text>
      {problem !== null && (
        <Text size="sm" mt={4} c="red.9" role="status" data-testid="feed-problem">
          {words(`feedProblems.${problem.code}`)}{' '}
          {words('feeds.failedAt', { at: formats.dateTime(problem.atMs, zone), count: problem.failures })}{' '}
          <Text span size="xs" c="dimmed" lang="en">
            {problem.detail}
          </Text>
        </Text>
      )}
      {values !== null && values.rows.length > 0 && (
        <ValuesTable name={source.name} columns={source.columns} rows={values.rows} zone={zone} />
      )}
    </Box>
  );
}

function SourceMark({ source: { values, problem } }: { source: FeedSource }) {
  const words = useWords();
  if (problem !== null)
    return (
      <Mark tone={values === null ? 'bad' : 'warn'} icon={IconAlertTriangle}>
        {words(values === null ? 'feeds.failing' : 'feeds.oldValues')}
      </Mark>
    );
  if (values === null)
    return (
      <Mark tone="quiet" icon={IconHourglass}>
        {words('feeds.waiting')}
      </Mark>
    );
  return (
    <Mark tone="good" icon={IconCircleCheck}>
      {words('feeds.well')}
    </Mark>
  );
}
