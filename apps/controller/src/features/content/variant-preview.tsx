import type { VariantContent } from '@gatecast/protocol';
import { useWords } from '../../words/words.ts';
import classes from './content.module.css';
import { BundleFrame } from './bundle-frame.tsx';
import { ClockPreview } from './clock-preview.tsx';
import { FeedPreview } from './feed-preview.tsx';
import { mediaAddress } from './media-address.ts';
import { NoticePreview } from './notice-preview.tsx';
import { PagesPreview } from './pages-preview.tsx';

/** What a variant says, near to how a screen draws it. */
export function VariantPreview({ content, language }: { content: VariantContent; language: string }) {
  const words = useWords();
  return (
    <div className={classes['glass']} lang={language} dir="auto" role="group" aria-label={words('content.preview')}>
      <Body content={content} language={language} />
    </div>
  );
}

function Body({ content, language }: { content: VariantContent; language: string }) {
  switch (content.kind) {
    case 'notice':
      return <NoticePreview content={content} />;
    case 'article':
      return (
        <>
          <p className={classes['headline']}>{content.title}</p>
          <p>
            <em>{content.summary}</em>
          </p>
          {content.blocks.map((block, index) => {
            // blocks have no ids; their order is their identity
            const key = `${block.kind} ${index}`;
            switch (block.kind) {
              case 'heading':
                return (
                  <p key={key}>
                    <strong>{block.text}</strong>
                  </p>
                );
              case 'paragraph':
                return <p key={key}>{block.text}</p>;
              case 'list':
                return (
                  <ul key={key}>
                    {block.items.map((item) => (
                      <li key={item}>{item}</li>
                    ))}
                  </ul>
                );
              case 'steps':
                return (
                  <ol key={key}>
                    {block.items.map((item) => (
                      <li key={item}>{item}</li>
                    ))}
                  </ol>
                );
            }
          })}
        </>
      );
    case 'image':
      return <img src={mediaAddress(content.media.hash)} alt={content.alternative} />;
    case 'video':
      // the house's films carry no speech that is not on the glass as text; captions come with the media issue
      // eslint-disable-next-line jsx-a11y/media-has-caption
      return <video src={mediaAddress(content.media.hash)} controls muted preload="metadata" aria-label={content.alternative} />;
    case 'pages':
      return <PagesPreview content={content} />;
    case 'bundle':
      return <BundleFrame manifest={content.manifest.hash} title={content.alternative} />;
    case 'live-url':
      // what stands there is somebody else's, and this page reaches nobody but its server
      return (
        <p>
          <a href={content.url} target="_blank" rel="noreferrer noopener" style={{ color: 'inherit' }}>
            {content.url}
          </a>
        </p>
      );
    case 'feed':
      return <FeedPreview content={content} language={language} />;
    case 'clock':
      return <ClockPreview content={content} language={language} />;
  }
}
