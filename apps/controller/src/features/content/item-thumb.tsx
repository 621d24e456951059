import type { Item, Media } from '@gatecast/protocol';
import {
  IconAppWindow,
  IconArticle,
  IconClock,
  IconFileText,
  IconMovie,
  IconNote,
  IconPhoto,
  IconRss,
  IconWorldWww,
} from '@tabler/icons-react';
import classes from './content.module.css';
import { mediaAddress, thumbnailOf } from './media-address.ts';

const kindIcons = {
  notice: IconNote,
  article: IconArticle,
  image: IconPhoto,
  video: IconMovie,
  pages: IconFileText,
  bundle: IconAppWindow,
  'live-url': IconWorldWww,
  feed: IconRss,
  clock: IconClock,
} as const;

/** The small picture of an item: of its first picture, film or document, else the sign of its kind. */
export function ItemThumb({ item, media }: { item: Item; media: readonly Media[] }) {
  const content = item.variants.map((variant) => variant.content).find((each) => each.kind === 'image' || each.kind === 'video');
  const hash = content && 'media' in content ? content.media.hash : null;
  const file = media.find(({ rendition }) => rendition?.hash === hash);
  const document = item.variants.map((variant) => variant.content).find((each) => each.kind === 'pages');
  const paper = media.find(({ pages }) => pages !== null && pages.source === document?.source);
  const address =
    (file && thumbnailOf(file)) ??
    (paper && thumbnailOf(paper)) ??
    (content?.kind === 'image' && hash !== null ? mediaAddress(hash) : null);
  const Sign = kindIcons[item.kind];
  return (
    <span className={classes['thumb']}>
      {address === null ? <Sign size={22} stroke={1.5} aria-hidden /> : <img src={address} alt="" loading="lazy" />}
    </span>
  );
}
