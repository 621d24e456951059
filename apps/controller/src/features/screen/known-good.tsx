import { knownGoodRoutes, type KnownGood as KnownGoodState, type KnownGoodProposal, type WallScreen } from '@gatecast/protocol';
import { Box, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { knownGoodQuery } from '../../api/queries.ts';
import { useMay, usePersonName } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { useWords } from '../../words/words.ts';
import { OrderButton } from './order-button.tsx';

/** The release that a screen falls back to, pinned by two persons, and what may be done about it. */
export function KnownGood({ screen, timeZone }: { screen: WallScreen; timeZone: string }) {
  const words = useWords();
  const may = useMay();
  const formats = useFormats();
  const personName = usePersonName();
  const queries = useQueryClient();
  const { data, error } = useQuery(knownGoodQuery);
  const act = useMutation({
    mutationFn: ({ ask }: { readonly ask: () => Promise<KnownGoodState>; readonly told: string }) => ask(),
    onSuccess: (state, { told }) => {
      queries.setQueryData(knownGoodQuery.queryKey, { ...state, next: null });
      tellDone(told);
    },
  });
  const nameOf = (userId: string) => personName(userId)?.name ?? words('commands.somebody');
  const pin = data?.pins.find(({ screenId }) => screenId === screen.id);
  const proposals = data?.proposals.filter(({ releases }) => releases.some(({ screenId }) => screenId === screen.id)) ?? [];
  const mayPin = may('schedule.publish');
  const { siteId, id: screenId } = screen;
  const propose = (screenIds: WallScreen['id'][]) =>
    act.mutate({
      ask: () => call(knownGoodRoutes.proposeKnownGood, { body: { siteId, screenIds } }),
      told: words('knownGood.proposed'),
    });
  return (
    <Box className="surface" p="md" component="section" aria-label={words('knownGood.title')}>
      <Title order={2} mb="xs">
        {words('knownGood.title')}
      </Title>
      <Stack gap="sm">
        <Fault error={error ?? act.error} />
        <Text size="sm">
          {pin === undefined
            ? words('knownGood.none')
            : words('knownGood.pinned', {
                number: String(pin.number),
                first: nameOf(pin.proposedBy),
                second: nameOf(pin.approvedBy),
                at: formats.dateTime(pin.pinnedAtMs, timeZone),
              })}
        </Text>
        {proposals.map((proposal) => (
          <Proposal key={proposal.id} proposal={proposal} screenId={screenId} mayDecide={mayPin} act={act.mutate} isBusy={act.isPending} />
        ))}
        {pin !== undefined && (
          <Group gap="xs">
            <OrderButton screen={screen} order={{ name: 'known-good', mode: 'show' }} />
            <OrderButton screen={screen} order={{ name: 'known-good', mode: 'leave' }} />
          </Group>
        )}
        {mayPin && (
          <Group gap="xs">
            <Button size="compact-sm" variant="default" loading={act.isPending} onClick={() => propose([screenId])}>
              {words('knownGood.propose')}
            </Button>
            <Button size="compact-sm" variant="default" loading={act.isPending} onClick={() => propose([])}>
              {words('knownGood.proposeSite')}
            </Button>
            {pin !== undefined && (
              <Button
                size="compact-sm"
                variant="subtle"
                color="red"
                loading={act.isPending}
                onClick={() =>
                  act.mutate({
                    ask: () => call(knownGoodRoutes.proposeKnownGood, { body: { siteId, act: 'unpin', screenIds: [screenId] } }),
                    told: words('knownGood.proposed'),
                  })
                }
              >
                {words('knownGood.unpin')}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </Box>
  );
}

function Proposal({
  proposal,
  screenId,
  mayDecide,
  act,
  isBusy,
}: {
  proposal: KnownGoodProposal;
  screenId: WallScreen['id'];
  mayDecide: boolean;
  act: (asked: { readonly ask: () => Promise<KnownGoodState>; readonly told: string }) => void;
  isBusy: boolean;
}) {
  const words = useWords();
  const personName = usePersonName();
  const proposer = personName(proposal.proposedBy);
  const params = { proposalId: proposal.id };
  const number = proposal.releases.find((release) => release.screenId === screenId)?.number ?? 0;
  return (
    <Box>
      <Text size="sm">
        {words(proposal.act === 'pin' ? 'knownGood.proposal' : 'knownGood.unpinProposal', {
          who: proposer?.name ?? words('commands.somebody'),
          number: String(number),
          count: proposal.releases.length,
        })}
      </Text>
      {mayDecide && (
        <Group gap="xs" mt={4}>
          {proposer?.isMe === true ? (
            <Text size="xs" c="dimmed">
              {words('knownGood.needsOther')}
            </Text>
          ) : (
            <Button
              size="compact-sm"
              loading={isBusy}
              onClick={() =>
                act({
                  ask: () => call(knownGoodRoutes.approveKnownGood, { params, body: {} }),
                  told: words(proposal.act === 'pin' ? 'knownGood.approved' : 'knownGood.unpinned'),
                })
              }
            >
              {words(proposal.act === 'pin' ? 'knownGood.approve' : 'knownGood.approveUnpin')}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="subtle"
            loading={isBusy}
            onClick={() =>
              act({ ask: () => call(knownGoodRoutes.rejectKnownGood, { params, body: {} }), told: words('knownGood.rejected') })
            }
          >
            {words('knownGood.reject')}
          </Button>
        </Group>
      )}
    </Box>
  );
}
