import type { LayoutRegion } from '@gatecast/protocol';
import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useWords } from '../../words/words.ts';
import { regionInWords } from '../screen/region-in-words.ts';
import classes from './layouts.module.css';

type Props = {
  readonly regions: readonly LayoutRegion[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  readonly onMove: (index: number, to: number) => void;
  readonly onRemove: (index: number) => void;
};

/** The regions in their order, each to be chosen, moved and removed. */
export function RegionList({ regions, chosen, onChoose, onMove, onRemove }: Props) {
  const words = useWords();
  return (
    <ol aria-label={words('layoutEditor.regions')} style={{ margin: 0, paddingLeft: 22 }}>
      {regions.map(({ id }, index) => {
        const name = regionInWords(id, words);
        return (
          <li key={`${index}`}>
            <div className={classes['regionRow']}>
              <button
                type="button"
                className="text-link row-button"
                aria-current={index === chosen || undefined}
                style={index === chosen ? { fontWeight: 650 } : undefined}
                onClick={() => onChoose(index)}
              >
                {name}
              </button>
              <ActionIcon
                variant="subtle"
                aria-label={words('playlists.up', { name })}
                disabled={index === 0}
                onClick={() => onMove(index, index - 1)}
              >
                <IconArrowUp size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                aria-label={words('playlists.down', { name })}
                disabled={index === regions.length - 1}
                onClick={() => onMove(index, index + 1)}
              >
                <IconArrowDown size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon variant="subtle" color="red" aria-label={words('playlists.take', { name })} onClick={() => onRemove(index)}>
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
