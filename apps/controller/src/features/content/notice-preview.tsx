import type { DirectionSign, NoticeContent, NoticeTemplate } from '@gatecast/protocol';
import {
  IconArrowDown,
  IconArrowDownLeft,
  IconArrowDownRight,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconArrowUpLeft,
  IconArrowUpRight,
  IconBus,
  IconCar,
  IconElevator,
  IconPlane,
  IconStairs,
  IconTrain,
  type Icon,
} from '@tabler/icons-react';
import { encode } from 'uqr';
import { useWords } from '../../words/words.ts';
import classes from './content.module.css';

/** A notice as a screen says it: title, text, the rows of its template, its code. */
export function NoticePreview({ content }: { content: NoticeContent }) {
  return (
    <>
      <p className={classes['headline']}>{content.title}</p>
      {content.body !== '' && <p style={{ whiteSpace: 'pre-line' }}>{content.body}</p>}
      {content.template !== undefined && <Rows template={content.template} />}
      {content.qr !== undefined && <Code {...content.qr} />}
    </>
  );
}

function Rows({ template }: { template: NoticeTemplate }) {
  const words = useWords();
  switch (template.kind) {
    case 'steps':
      return (
        <ol>
          {template.steps.map((step, index) => (
            <li key={String(index)}>{step}</li>
          ))}
        </ol>
      );
    case 'fees':
      return (
        <>
          <table className={classes['fees']}>
            <tbody>
              {template.rows.map(({ name, amount }, index) => (
                <tr key={String(index)}>
                  <th scope="row">{name}</th>
                  <td>{amount}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {template.note !== undefined && <p>{template.note}</p>}
        </>
      );
    case 'directions':
      return (
        <ul className={classes['directions']}>
          {template.rows.map(({ sign, place, distance }, index) => {
            const Sign = signs[sign];
            return (
              <li key={String(index)}>
                <Sign size={20} role="img" aria-label={words(`signs.${sign}`)} /> <strong>{place}</strong>
                {distance !== undefined && <span>{distance}</span>}
              </li>
            );
          })}
        </ul>
      );
  }
}

const signs: Readonly<Record<DirectionSign, Icon>> = {
  up: IconArrowUp,
  'up-right': IconArrowUpRight,
  right: IconArrowRight,
  'down-right': IconArrowDownRight,
  down: IconArrowDown,
  'down-left': IconArrowDownLeft,
  left: IconArrowLeft,
  'up-left': IconArrowUpLeft,
  lift: IconElevator,
  stairs: IconStairs,
  bus: IconBus,
  train: IconTrain,
  taxi: IconCar,
  plane: IconPlane,
};

function Code({ url, caption }: { url: string; caption: string }) {
  const { size, data } = encode(url, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <figure className={classes['qr']}>
      <svg viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" role="img" aria-label={url}>
        <path d={path} />
      </svg>
      <figcaption>
        <strong>{caption}</strong>
        {/* what is approved is the address, so it is to be read */}
        <span dir="ltr">{url}</span>
      </figcaption>
    </figure>
  );
}
