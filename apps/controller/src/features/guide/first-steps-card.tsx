import { accountRoutes } from '@gatecast/protocol';
import { Anchor, Button, CloseButton, Group, Progress, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { call } from '../../api/call.ts';
import { firstStepsQuery, guideQuery } from '../../api/queries.ts';
import { tellFault } from '../../parts/fault.tsx';
import { useWords } from '../../words/words.ts';
import { firstSteps, type FirstStep } from './first-steps.ts';
import classes from './first-steps.module.css';
import { useGuideTexts, type GuideTexts } from './guide-texts.ts';

/** The way from an empty server to a screen that plays; gone when all of it is done, or hidden by its reader. */
export function FirstStepsCard() {
  const { data: guide } = useQuery(guideQuery);
  if (guide === undefined || guide.isChecklistHidden) return null;
  return <Asking />;
}

/** Asks for what the steps need only while somebody wants to see them. */
function Asking() {
  const texts = useGuideTexts();
  const { data: done } = useQuery(firstStepsQuery);
  if (texts === undefined || done === undefined) return null;
  const steps = firstSteps(done);
  if (steps.every(({ isDone }) => isDone)) return null;
  return <Card first={texts.first} steps={steps} isUnfolded={steps.some(({ isAdvised, isDone }) => !isAdvised && !isDone)} />;
}

function Card({ first, steps, isUnfolded }: { first: GuideTexts['first']; steps: readonly FirstStep[]; isUnfolded: boolean }) {
  const titleId = useId();
  const listId = useId();
  const hide = useHiding();
  // what a house only should have does not stand in the way of its wall
  const [isShown, { toggle }] = useDisclosure(isUnfolded);
  const doneCount = steps.filter(({ isDone }) => isDone).length;
  return (
    <section className={`surface no-print ${classes['card']}`} aria-labelledby={titleId}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Title order={2} id={titleId}>
          {first.title}{' '}
          <Text component="span" size="sm" className="tabular">
            {doneCount} / {steps.length}
          </Text>
        </Title>
        <Group gap="xs" wrap="nowrap">
          <Button variant="default" size="compact-sm" aria-expanded={isShown} aria-controls={listId} onClick={toggle}>
            {isShown ? first.fold : first.show}
          </Button>
          <CloseButton size={26} aria-label={first.hide} title={first.hide} onClick={() => hide.mutate()} />
        </Group>
      </Group>
      <Progress aria-hidden value={(doneCount / steps.length) * 100} size={6} mt={8} />
      <div id={listId} hidden={!isShown}>
        <Text size="sm" c="dimmed" mt="xs">
          {first.about}
        </Text>
        <ol className={classes['steps']}>
          {steps.map((step) => (
            <Step key={step.name} step={step} first={first} />
          ))}
        </ol>
      </div>
    </section>
  );
}

function Step({ step: { name, to, isAdvised, isDone }, first }: { step: FirstStep; first: GuideTexts['first'] }) {
  const { title, text } = first.steps[name];
  const Sign = isDone ? IconCircleCheck : IconCircle;
  return (
    <li className={classes['step']} data-done={isDone}>
      <Sign size={20} stroke={1.8} role="img" aria-label={isDone ? first.isDone : first.isOpen} className={classes['sign'] ?? ''} />
      <div>
        <Text size="sm" fw={600}>
          {isDone ? (
            title
          ) : (
            <Anchor component={Link} to={to} className="text-link" aria-label={first.go.replace('{step}', title)}>
              {title}
            </Anchor>
          )}
          {isAdvised && !isDone && (
            <Text component="span" size="xs" c="dimmed">
              {' '}
              ({first.isAdvised})
            </Text>
          )}
        </Text>
        {!isDone && (
          <Text size="sm" c="dimmed">
            {text}
          </Text>
        )}
      </div>
    </li>
  );
}

function useHiding() {
  const words = useWords();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call(accountRoutes.changeGuide, { body: { isChecklistHidden: true } }),
    onSuccess: (guide) => queries.setQueryData(guideQuery.queryKey, guide),
    onError: (error) => tellFault(error, words),
  });
}
