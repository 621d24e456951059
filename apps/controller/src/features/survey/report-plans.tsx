import { mediaPath, type Means, type SiteId } from '@gatecast/protocol';
import { useQuery } from '@tanstack/react-query';
import { useMayAt } from '../../api/session.ts';
import { sitePlansQuery } from '../../api/site-plan-queries.ts';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import classes from './survey.module.css';

type Props = {
  readonly siteId: SiteId;
  /** As the table numbers them, from 1. */
  readonly means: readonly Means[];
};

/** The plans of a site and its areas, with the number of each means where its screen stands; those that no plan places are in the table alone. */
export function ReportPlans({ siteId, means }: Props) {
  const words = useWords();
  const places = usePlaces();
  const mayRead = useMayAt()('fleet.read', siteId);
  const { data: plans = [] } = useQuery({ ...sitePlansQuery(siteId), enabled: mayRead });
  const numberOf = new Map(means.flatMap(({ screenId }, index) => (screenId === null ? [] : [[screenId, index + 1] as const])));
  return plans.map(({ id, areaId, picture, places: placed }) => {
    const name = areaId === null ? places.siteName(siteId) : places.areaPath(areaId);
    if (picture === null) return null;
    return (
      <figure key={id} className={classes['paperPlan']}>
        <div>
          <img src={mediaPath(picture)} alt={words('plan.label', { name })} />
          {placed.map(({ screenId, xBp, yBp }) => {
            const number = numberOf.get(screenId);
            return number === undefined ? null : (
              <span key={screenId} className={classes['spot']} style={{ left: `${xBp / 100}%`, top: `${yBp / 100}%` }}>
                {number}
              </span>
            );
          })}
        </div>
        <figcaption>{words('plan.label', { name })}</figcaption>
      </figure>
    );
  });
}
