import { sitePlanRoutes, type PlanPlace, type ScreenId, type SitePlan, type WallScreen } from '@gatecast/protocol';
import { Button, Group, NumberInput, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconDeviceFloppy, IconGripVertical, IconMapPinPlus, IconMapPinX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type KeyboardEvent } from 'react';
import { call } from '../../api/call.ts';
import { sitePlansQuery } from '../../api/site-plan-queries.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { tellDone } from '../../parts/fault.tsx';
import { usePlaces } from '../../parts/places.ts';
import { SaveFault } from '../../parts/save-fault.tsx';
import { useWords } from '../../words/words.ts';
import { movedByKey, withPlace } from './board.ts';
import { PlanBoard } from './plan-board.tsx';
import { PlanPicture } from './plan-picture.tsx';
import { RemovePlan } from './remove-plan.tsx';
import { useDragging } from './use-dragging.ts';
import classes from './plan.module.css';

type Props = {
  readonly plan: SitePlan;
  /** Of the site. */
  readonly screens: readonly WallScreen[];
  /** Whether a screen stands in the place that the plan is of. */
  readonly belongs: (screen: WallScreen) => boolean;
  readonly onDone: () => void;
};

/** Puts screens on a plan: by drag, by touch, by keys and by numbers. Nothing is saved until somebody says so. */
export function PlanEditor({ plan, screens, belongs, onDone }: Props) {
  const words = useWords();
  const sites = usePlaces();
  const queries = useQueryClient();
  // what was read stays the ground of this edit, whatever others save meanwhile
  const [read, setRead] = useState(plan);
  const [places, setPlaces] = useState<readonly PlanPlace[]>(plan.places);
  const [chosen, setChosen] = useState<ScreenId | null>(null);
  const [isLeaving, setIsLeaving] = useState(false);
  const picture = useRef<HTMLDivElement>(null);
  const put = (screenId: ScreenId, at: { readonly xBp: number; readonly yBp: number }) => {
    setPlaces((before) => withPlace(before, screenId, at));
    setChosen(screenId);
  };
  const dragging = useDragging(picture, put);
  const save = useMutation({
    mutationFn: (revision: number) =>
      call(sitePlanRoutes.putSitePlan, {
        params: { planId: plan.id },
        body: { mediaId: plan.mediaId, places: [...places], revision },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: sitePlansQuery(plan.siteId).queryKey });
      tellDone(words('plan.saved'));
      onDone();
    },
  });
  const isChanged = places !== read.places;
  const placed = new Set(places.map(({ screenId }) => screenId));
  const without = screens.filter((screen) => !placed.has(screen.id) && belongs(screen));
  const place = places.find(({ screenId }) => screenId === chosen);
  const takeOff = (screenId: ScreenId) => {
    setPlaces((before) => before.filter((one) => one.screenId !== screenId));
    setChosen(null);
  };
  const onKey = (at: PlanPlace) => (event: KeyboardEvent) => {
    if (event.key === 'Delete') return takeOff(at.screenId);
    const moved = movedByKey(at, event);
    if (moved === null) return;
    event.preventDefault();
    put(at.screenId, moved);
  };
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {words('plan.editAbout')}
      </Text>
      <SaveFault error={save.error} onKeep={(revision) => save.mutate(revision)} onReload={onDone} />
      <div className={classes['editor']}>
        <PlanBoard
          plan={plan}
          name={plan.areaId === null ? sites.siteName(plan.siteId) : sites.areaPath(plan.areaId)}
          places={places}
          screens={screens}
          pictureRef={picture}
          chosen={chosen}
          marker={(screen, at, inside) => (
            <button
              type="button"
              className={classes['marker']}
              data-state={screen.state}
              data-moves
              aria-pressed={chosen === screen.id}
              onClick={() => setChosen(screen.id)}
              onKeyDown={onKey(at)}
              {...dragging(screen.id)}
            >
              {inside}
            </button>
          )}
        />
        <Stack gap="sm">
          <Group gap="xs">
            <Button
              leftSection={<IconDeviceFloppy size={16} aria-hidden />}
              loading={save.isPending}
              onClick={() => save.mutate(read.revision)}
            >
              {words('plan.save')}
            </Button>
            <Button variant="default" onClick={() => (isChanged ? setIsLeaving(true) : onDone())}>
              {words('common.cancel')}
            </Button>
          </Group>
          {place !== undefined && (
            <Group gap="xs" align="flex-end" role="group" aria-label={words('plan.placeOf', { name: sites.screenName(place.screenId) })}>
              <Text size="sm" fw={600} w="100%">
                {words('plan.placeOf', { name: sites.screenName(place.screenId) })}
              </Text>
              {(['xBp', 'yBp'] as const).map((axis) => (
                <NumberInput
                  key={axis}
                  w={120}
                  label={words(`plan.${axis}`)}
                  suffix=" %"
                  min={0}
                  max={100}
                  step={1}
                  decimalScale={2}
                  clampBehavior="blur"
                  value={place[axis] / 100}
                  onChange={(value) => typeof value === 'number' && put(place.screenId, { ...place, [axis]: value * 100 })}
                />
              ))}
              <Button variant="default" leftSection={<IconMapPinX size={16} aria-hidden />} onClick={() => takeOff(place.screenId)}>
                {words('plan.takeOff')}
              </Button>
            </Group>
          )}
          <section aria-label={words('plan.without')}>
            <Text size="sm" fw={600} mb={4}>
              {without.length === 0 ? words('plan.withoutNone') : words('plan.withoutCount', { count: without.length })}
            </Text>
            <ul className={classes['without']}>
              {without.map((screen) => (
                <li key={screen.id}>
                  <span className={classes['grip']} {...dragging(screen.id)} aria-hidden>
                    <IconGripVertical size={18} />
                  </span>
                  <span>{screen.name}</span>
                  <Button
                    size="compact-sm"
                    variant="default"
                    leftSection={<IconMapPinPlus size={15} aria-hidden />}
                    aria-label={words('plan.putOn', { name: screen.name })}
                    onClick={() => put(screen.id, { xBp: 5_000, yBp: 5_000 })}
                  >
                    {words('plan.put')}
                  </Button>
                </li>
              ))}
            </ul>
          </section>
          <Group gap="xs">
            <PlanPicture
              siteId={plan.siteId}
              areaId={plan.areaId}
              plan={{ ...plan, places: [...read.places] }}
              isDisabled={isChanged}
              onSaved={(saved) => setRead(({ places: same }) => ({ ...saved, places: same }))}
            />
            <RemovePlan plan={plan} onDone={onDone} />
          </Group>
          {isChanged && (
            <Text size="xs" c="dimmed">
              {words('plan.unsaved')}
            </Text>
          )}
        </Stack>
      </div>
      <VisuallyHidden role="status">
        {place !== undefined &&
          words('plan.told', { name: sites.screenName(place.screenId), x: Math.round(place.xBp / 100), y: Math.round(place.yBp / 100) })}
      </VisuallyHidden>
      <Confirm
        isOpen={isLeaving}
        title={words('common.unsavedTitle')}
        confirm={words('common.throwAway')}
        isDangerous
        isBusy={false}
        onConfirm={onDone}
        onClose={() => setIsLeaving(false)}
      >
        {words('common.unsavedAbout')}
      </Confirm>
    </>
  );
}
