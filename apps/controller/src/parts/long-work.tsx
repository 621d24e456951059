import { workRoutes } from '@gatecast/protocol';
import { Button, Group, Progress, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call, faultCodeOf } from '../api/call.ts';
import { useFormats } from '../instants/formats.ts';
import { useWords } from '../words/words.ts';
import { Fault } from './fault.tsx';

/** What is over sooner needs no bar. */
const worthABarMs = 700;
const lookEveryMs = 500;

type Props = {
  /** The name that the work was given; undefined: none was asked for. */
  readonly workId: string | undefined;
  readonly isPending: boolean;
};

/** How far a work is that takes its time, and a way to call it off; what came of it is the work's own answer. */
export function LongWork({ workId, isPending }: Props) {
  const words = useWords();
  const formats = useFormats();
  const isLong = useIsLong(isPending);
  const callOff = useMutation({ mutationFn: (id: string) => call(workRoutes.callOffWork, { params: { workId: id } }) });
  const read = useQuery({
    queryKey: ['works', workId],
    queryFn: () => call(workRoutes.readWork, { params: { workId: workId ?? '' } }),
    enabled: isLong && workId !== undefined,
    refetchInterval: lookEveryMs,
    retry: false,
    gcTime: 0,
  });
  if (!isLong || workId === undefined) return null;
  const { stage = 'waits', done = 0, of = 0 } = read.data ?? {};
  const code = faultCodeOf(callOff.error);
  // nothing is in hand under that name any more, or it is being committed
  const isTooLate = code === 'wrong-state' || code === 'not-found';
  const isStopping = callOff.isPending || callOff.isSuccess;
  return (
    <div>
      <Group justify="space-between" mb={4} wrap="nowrap">
        <Text size="sm" role="status">
          {isStopping ? words('works.stopping') : isTooLate ? words('works.tooLate') : words(`works.${stage}`)}
          {of > 0 && ` ${words('works.reached', { done: formats.number(done), of: formats.number(of) })}`}
        </Text>
        <Button size="compact-sm" variant="default" disabled={isStopping || isTooLate} onClick={() => callOff.mutate(workId)}>
          {words('works.callOff')}
        </Button>
      </Group>
      <Progress value={of === 0 ? 100 : (done / of) * 100} animated={of === 0} striped={of === 0} aria-label={words('works.progress')} />
      <Fault error={isTooLate ? null : callOff.error} />
    </div>
  );
}

/** A name for a work that nobody else can watch or call off; over plain HTTP, too, where browsers make no UUIDs. */
export function newWorkId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function useIsLong(isPending: boolean): boolean {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!isPending) return undefined;
    const timer = setTimeout(() => setIsLong(true), worthABarMs);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [isPending]);
  return isLong;
}
