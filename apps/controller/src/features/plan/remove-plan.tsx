import { sitePlanRoutes, type SitePlan } from '@gatecast/protocol';
import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { sitePlansQuery } from '../../api/site-plan-queries.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { tellDone } from '../../parts/fault.tsx';
import { SaveFault } from '../../parts/save-fault.tsx';
import { useWords } from '../../words/words.ts';

/** Removes a plan after asking once. */
export function RemovePlan({ plan, onDone }: { plan: SitePlan; onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const remove = useMutation({
    mutationFn: (revision: number) => call(sitePlanRoutes.deleteSitePlan, { params: { planId: plan.id }, query: { revision } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: sitePlansQuery(plan.siteId).queryKey });
      tellDone(words('plan.removed'));
      onDone();
    },
  });
  return (
    <>
      <Button variant="subtle" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setIsAsking(true)}>
        {words('plan.remove')}
      </Button>
      <Confirm
        isOpen={isAsking}
        title={words('plan.removeTitle')}
        confirm={words('plan.remove')}
        isDangerous
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate(plan.revision)}
        onClose={() => setIsAsking(false)}
      >
        {words('plan.removeAbout')}
        <SaveFault error={remove.error} isRemoval onKeep={remove.mutate} onReload={onDone} />
      </Confirm>
    </>
  );
}
