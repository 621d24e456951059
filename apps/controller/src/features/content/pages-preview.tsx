import type { PagesContent } from '@gatecast/protocol';
import { useFormats } from '../../instants/formats.ts';
import { useWords } from '../../words/words.ts';
import classes from './content.module.css';
import { mediaAddress } from './media-address.ts';

/** Every page as a screen shows it, with its text as it was found; whoever approves looks at each, as large as need be. */
export function PagesPreview({ content }: { content: PagesContent }) {
  const words = useWords();
  const formats = useFormats();
  return (
    <ol className={classes['sheets']}>
      {content.pages.map(({ number, media, text, durationMs }) => (
        <li key={number}>
          <a href={mediaAddress(media.hash)} target="_blank" rel="noreferrer noopener" aria-label={words('content.pageWhole', { number })}>
            <img src={mediaAddress(media.hash)} alt="" loading="lazy" width={media.widthPx} height={media.heightPx} />
          </a>
          <p>
            {words('content.page', { number })} · {words('content.duration', { seconds: formats.number(durationMs / 1_000) })}
          </p>
          {text === '' ? (
            <p>{words('content.pageWithoutText')}</p>
          ) : (
            <details>
              <summary>{words('content.pageText')}</summary>
              <p className={classes['pageText']}>{text}</p>
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}
