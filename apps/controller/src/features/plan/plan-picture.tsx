import { sitePlanRoutes, type SiteId, type SitePlan } from '@gatecast/protocol';
import { Box, Button, FileButton, Progress } from '@mantine/core';
import { IconPhotoUp } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { sitePlansQuery } from '../../api/site-plan-queries.ts';
import { Fault } from '../../parts/fault.tsx';
import { useWords } from '../../words/words.ts';
import { uploadMedia } from '../content/upload.ts';

type Props = {
  readonly siteId: SiteId;
  readonly areaId: SitePlan['areaId'];
  /** null: there is none yet. */
  readonly plan: SitePlan | null;
  readonly isDisabled?: boolean;
  /** Told of the plan with its new picture: the ground of whatever is edited next. */
  readonly onSaved?: (plan: SitePlan) => void;
};

/** Chooses the picture of a plan and sends it: the plan is there as soon as the server has judged it. */
export function PlanPicture({ siteId, areaId, plan, isDisabled = false, onSaved }: Props) {
  const words = useWords();
  const queries = useQueryClient();
  const [share, setShare] = useState(0);
  const send = useMutation({
    mutationFn: async (file: File) => {
      setShare(0);
      const { id: mediaId } = await uploadMedia(file, (news) => setShare(news.share), { siteId });
      return plan === null
        ? call(sitePlanRoutes.createSitePlan, { body: { siteId, areaId, mediaId } })
        : call(sitePlanRoutes.putSitePlan, {
            params: { planId: plan.id },
            body: { mediaId, places: plan.places, revision: plan.revision },
          });
    },
    onSuccess: (saved) => onSaved?.(saved),
    onSettled: () => queries.invalidateQueries({ queryKey: sitePlansQuery(siteId).queryKey }),
  });
  const label = words(plan === null ? 'plan.add' : 'plan.replace');
  return (
    <div>
      <FileButton
        accept="image/png,image/jpeg,image/webp,image/avif,image/tiff"
        onChange={(file) => file !== null && send.mutate(file)}
        inputProps={{ 'aria-label': label }}
        disabled={isDisabled || send.isPending}
      >
        {(props) => (
          <Button
            {...props}
            variant={plan === null ? 'filled' : 'default'}
            disabled={isDisabled}
            loading={send.isPending}
            leftSection={<IconPhotoUp size={16} aria-hidden />}
          >
            {label}
          </Button>
        )}
      </FileButton>
      <Box role="status" mt={6}>
        {send.isPending && <Progress value={share * 100} aria-label={words('plan.sending')} animated />}
      </Box>
      <Fault error={send.error} />
    </div>
  );
}
