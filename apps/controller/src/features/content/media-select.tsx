import type { Media } from '@gatecast/protocol';
import { Select } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../words/words.ts';

type Props = {
  readonly kind: Media['kind'];
  readonly media: readonly Media[];
  readonly value: string | null;
  readonly error: string | undefined;
  readonly onChange: (mediaId: string | null) => void;
};

/** One of the files of a kind that are ready. */
export function MediaSelect({ kind, media, value, error, onChange }: Props) {
  const words = useWords();
  return (
    <Select
      label={words('content.file')}
      description={
        <Link to="/content/media" className="text-link">
          {words('content.toMedia')}
        </Link>
      }
      searchable
      data={media
        .filter((file) => file.kind === kind && file.state === 'ready')
        .map(({ id, fileName }) => ({ value: id as string, label: fileName }))}
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}
