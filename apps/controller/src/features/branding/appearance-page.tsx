import { brandingRoutes } from '@gatecast/protocol';
import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { useMay } from '../../api/session.ts';
import { Fault } from '../../parts/fault.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { useWords } from '../../words/words.ts';
import { AppearanceForm } from './appearance-form.tsx';

/** How the house shows itself: name, logo and colour of the controller. */
export function AppearancePage() {
  const words = useWords();
  const may = useMay();
  // apart from the query that paints this window: what somebody else saves must not take away what is being typed here
  const read = useQuery({
    queryKey: ['appearance'],
    queryFn: () => call(brandingRoutes.getBranding, {}),
    staleTime: Infinity,
    gcTime: 0,
  });
  const [round, setRound] = useState(0);
  const readAgain = async () => {
    await read.refetch();
    setRound(round + 1);
  };
  return (
    <Page title={words('appearance.title')} about={words('appearance.about')}>
      <Fault error={read.error} retry={() => void read.refetch()} />
      {read.isPending && <Loading />}
      {!may('house.edit') && <Alert color="gray">{words('faults.not-permitted')}</Alert>}
      {read.data !== undefined && may('house.edit') && <AppearanceForm key={round} branding={read.data} onDone={() => void readAgain()} />}
    </Page>
  );
}
