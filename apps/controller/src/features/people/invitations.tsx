import { accountKeepingRoutes, type Invitation } from '@gatecast/protocol';
import { Button, Table, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { invitationsQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { tellFault } from '../../parts/fault.tsx';
import { usePlaces } from '../../parts/places.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useWords } from '../../words/words.ts';
import { useGrantInWords } from './grant-in-words.ts';

/** Invitations that nobody has taken up yet; nothing where there are none. */
export function Invitations() {
  const words = useWords();
  const may = useMay();
  const formats = useFormats();
  const inWords = useGrantInWords();
  const queries = useQueryClient();
  const { mainZone } = usePlaces();
  const { data: invitations = [] } = useQuery(invitationsQuery);
  const withdraw = useMutation({
    mutationFn: (invitationId: Invitation['id']) => call(accountKeepingRoutes.withdrawInvitation, { params: { invitationId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: invitationsQuery.queryKey }),
    onError: (error) => tellFault(error, words),
  });
  if (invitations.length === 0) return null;
  return (
    <>
      <Title order={2}>{words('people.invited')}</Title>
      <ScrollTable label={words('people.invited')}>
        <Table miw={560} aria-label={words('people.invited')}>
          <Table.Tbody>
            {invitations.map(({ id, email, grants, expiresAtMs }) => (
              <Table.Tr key={id}>
                <Table.Td fw={600}>{email}</Table.Td>
                <Table.Td>{grants.map(inWords).join(', ')}</Table.Td>
                <Table.Td>{words('people.untilShort', { at: formats.dateTime(expiresAtMs, mainZone) })}</Table.Td>
                {may('people.edit') && (
                  <Table.Td>
                    <Button size="compact-sm" variant="default" onClick={() => withdraw.mutate(id)}>
                      {words('people.withdraw')}
                    </Button>
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollTable>
    </>
  );
}
