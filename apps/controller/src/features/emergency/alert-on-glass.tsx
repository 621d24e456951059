import type { Alert, WallScreen } from '@gatecast/protocol';
import { Group, SegmentedControl, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { serverNow } from '../../api/server-clock.ts';
import { heldReleaseQuery, stageReleaseQuery } from '../../api/stage-releases.ts';
import { usePlaces } from '../../parts/places.ts';
import { StageFrame } from '../../parts/stage-frame.tsx';
import { useWords } from '../../words/words.ts';
import { styles } from './alert-looks.ts';
import { alertOnStage, oneOfEachShape, type Drafted } from './drafted.ts';
import classes from './emergency.module.css';
import { useAddressed } from './use-addressed.ts';

/** So long after the last letter the pictures follow. */
const restMs = 250;

/**
 * An alert before it is out, as the stage itself draws it in every language: over what its screens show now, on one that lies and one that stands;
 * as it is asked for, and in the other style to compare.
 */
export function AlertOnGlass({ drafted }: { readonly drafted: Drafted }) {
  const words = useWords();
  const [atMs] = useState(serverNow);
  const [other, setOther] = useState<Drafted['style'] | null>(null);
  const style = other ?? drafted.style;
  const alerts = useOnStage({ ...drafted, style }, atMs);
  const screens = oneOfEachShape(useAddressed(drafted));
  return (
    <section className={classes['onGlass']} aria-label={words('emergency.onGlass')}>
      <Group justify="space-between" gap="xs">
        <Text fw={620}>{words('emergency.onGlass')}</Text>
        <SegmentedControl
          size="xs"
          aria-label={words('emergency.styleShown')}
          value={style}
          onChange={setOther}
          data={styles.map((value) => ({
            value,
            label:
              value === drafted.style
                ? words('emergency.styleChosen', { style: words(`alertStyles.${value}`) })
                : words(`alertStyles.${value}`),
          }))}
        />
      </Group>
      {alerts.length === 0 ? (
        <Text size="sm" c="dimmed">
          {words('emergency.nothingToSee')}
        </Text>
      ) : (
        <div className={classes['glasses']}>
          {screens.map((screen) => (
            <OnOneGlass key={screen.id} screen={screen} alerts={alerts} atMs={atMs} />
          ))}
        </div>
      )}
      {style !== drafted.style && (
        <Text size="sm" role="status">
          {words('emergency.notAsAsked', { style: words(`alertStyles.${drafted.style}`) })}
        </Text>
      )}
    </section>
  );
}

/** The alert as the stage is handed it, when no more is typed; the stage draws anew what has another revision. */
function useOnStage(drafted: Drafted, atMs: number): readonly Alert[] {
  const places = usePlaces();
  const languages = places.sites.find(({ id }) => id === drafted.siteId)?.languages ?? [];
  const [rested] = useDebouncedValue(JSON.stringify(alertOnStage(drafted, languages, atMs, 1)), restMs);
  const revisions = useRef(0);
  return useMemo(() => {
    revisions.current += 1;
    const alert = JSON.parse(rested) as Alert | null;
    return alert === null ? [] : [{ ...alert, revision: revisions.current }];
  }, [rested]);
}

function OnOneGlass({ screen, alerts, atMs }: { readonly screen: WallScreen; readonly alerts: readonly Alert[]; readonly atMs: number }) {
  const words = useWords();
  const places = usePlaces();
  const { data: held } = useQuery(heldReleaseQuery(screen.id, atMs));
  const number = held?.held?.number ?? null;
  const { data: release } = useQuery({ ...stageReleaseQuery(screen.id, number), enabled: number !== null });
  const { widthPx, heightPx, name } = screen;
  return (
    <figure className={classes['glass']} data-upright={heightPx > widthPx} style={{ flexGrow: widthPx / heightPx }}>
      <StageFrame
        release={release ?? null}
        size={{ widthPx, heightPx }}
        alerts={alerts}
        atMs={atMs}
        isRunning={false}
        title={words('emergency.onScreen', { name })}
      />
      <figcaption>
        <Text size="sm">
          {name} · {places.areaPath(screen.areaId) || places.siteName(screen.siteId)} · {widthPx} × {heightPx}
        </Text>
      </figcaption>
    </figure>
  );
}
