import type { StoredLayout } from '@gatecast/protocol';
import { ratioOf } from './drawing.ts';
import classes from './layouts.module.css';

type Props = { readonly layout: Pick<StoredLayout, 'aspect' | 'regions'>; readonly widthPx: number; readonly heightPx: number };

/** A layout in small, within a box of this size. Beside its name, which says the same to who does not see it. */
export function LayoutPicture({ layout: { aspect, regions }, widthPx, heightPx }: Props) {
  const ratio = ratioOf(aspect);
  const width = Math.min(widthPx, heightPx * ratio);
  return (
    <span className={classes['picture']} style={{ width, height: width / ratio }} aria-hidden>
      {regions.map(({ id, frame, content }) => (
        <span
          key={id}
          data-kind={content.kind}
          style={{
            left: `${frame.xBp / 100}%`,
            top: `${frame.yBp / 100}%`,
            width: `${frame.widthBp / 100}%`,
            height: `${frame.heightBp / 100}%`,
          }}
        />
      ))}
    </span>
  );
}
