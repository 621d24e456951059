import { useIsTraining } from '../api/training.ts';
import classes from './training-strip.module.css';

/** In pixels; the shell's header grows by it. */
export const trainingStripPx = 26;

/** Says above every page of a server to practise on that it is one: in both languages, since whoever passes by may read only one of them. */
export function TrainingStrip() {
  if (!useIsTraining()) return null;
  return (
    <div className={classes['strip']} role="note">
      <span lang="vi">
        TẬP HUẤN<span className={classes['more']}> – không phải hệ thống đang vận hành</span>
      </span>
      <span aria-hidden> · </span>
      <span lang="en">
        TRAINING<span className={classes['more']}> – not the fleet in service</span>
      </span>
    </div>
  );
}
