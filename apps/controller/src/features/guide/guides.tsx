import { accountRoutes } from '@gatecast/protocol';
import { Button, Group, Text } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { guideQuery } from '../../api/queries.ts';
import { tellFault } from '../../parts/fault.tsx';
import { useWords } from '../../words/words.ts';
import { useGuideTexts } from './guide-texts.ts';
import { Tour } from './tour.tsx';

type Props = {
  readonly isTouring: boolean;
  readonly onStart: () => void;
  readonly onEnd: () => void;
};

/** The tour, and its offer to whoever has neither walked nor refused it. */
export function Guides({ isTouring, onStart, onEnd }: Props) {
  const words = useWords();
  const queries = useQueryClient();
  const texts = useGuideTexts();
  const { data: guide } = useQuery(guideQuery);
  const finish = useMutation({
    mutationFn: () => call(accountRoutes.changeGuide, { body: { isTourOver: true } }),
    // at once: whoever says no is not asked again while the answer travels
    onMutate: () => queries.setQueryData(guideQuery.queryKey, (before) => before && { ...before, isTourOver: true }),
    onError: (error) => tellFault(error, words),
  });
  if (isTouring)
    return (
      <Tour
        onEnd={() => {
          onEnd();
          finish.mutate();
        }}
      />
    );
  if (texts === undefined || guide === undefined || guide.isTourOver) return null;
  return (
    <section aria-label={texts.offer.label} className="surface no-print" style={{ padding: '8px 14px', marginBottom: 16 }}>
      <Group justify="space-between" gap="sm">
        <Group gap="xs" wrap="nowrap" style={{ flex: '1 1 260px' }}>
          <IconRoute size={20} aria-hidden style={{ flex: 'none' }} />
          <Text size="sm">{texts.offer.text}</Text>
        </Group>
        <Group gap="xs">
          <Button variant="default" onClick={() => finish.mutate()}>
            {texts.offer.refuse}
          </Button>
          <Button onClick={onStart}>{texts.offer.start}</Button>
        </Group>
      </Group>
    </section>
  );
}
