import { Checkbox, Group, NumberInput, Select, Stack } from '@mantine/core';
import { useWords } from '../../words/words.ts';
import { rotationNames, rotations, wallOf, type MountingForm } from './mounting.ts';
import { MountingPicture } from './mounting-picture.tsx';

type Props = {
  readonly value: MountingForm;
  readonly onChange: (value: MountingForm) => void;
  readonly widthPx: number;
  readonly heightPx: number;
  /** What the server said of a field of the wall, by its name there. */
  readonly faultOf: (field: 'widthPx' | 'heightPx' | 'xPx' | 'yPx') => React.ReactNode;
};

const largestPx = 65_536;

/** How a screen is mounted: turned, as a part of a video wall; with a picture of both. */
export function MountingFields({ value, onChange, widthPx, heightPx, faultOf }: Props) {
  const words = useWords();
  return (
    <Stack gap="sm">
      <Select
        label={words('enrol.rotation')}
        description={words('enrol.rotationAbout')}
        allowDeselect={false}
        data={rotationNames.map((turn) => ({ value: turn, label: words(`rotations.${turn}`) }))}
        value={value.rotation}
        onChange={(rotation) => onChange({ ...value, rotation: rotation ?? 'none' })}
      />
      <Checkbox
        label={words('enrol.wall')}
        description={words('enrol.wallAbout')}
        checked={value.isInWall}
        onChange={({ currentTarget }) => onChange({ ...value, isInWall: currentTarget.checked })}
      />
      {value.isInWall && (
        <>
          <Group grow align="flex-start">
            <NumberInput
              label={words('enrol.canvasWidthPx')}
              min={16}
              max={largestPx}
              value={value.canvasWidthPx}
              error={faultOf('widthPx')}
              onChange={(canvasWidthPx) => onChange({ ...value, canvasWidthPx })}
            />
            <NumberInput
              label={words('enrol.canvasHeightPx')}
              min={16}
              max={largestPx}
              value={value.canvasHeightPx}
              error={faultOf('heightPx')}
              onChange={(canvasHeightPx) => onChange({ ...value, canvasHeightPx })}
            />
          </Group>
          <Group grow align="flex-start">
            <NumberInput
              label={words('enrol.wallXPx')}
              min={0}
              max={largestPx}
              value={value.xPx}
              error={faultOf('xPx')}
              onChange={(xPx) => onChange({ ...value, xPx })}
            />
            <NumberInput
              label={words('enrol.wallYPx')}
              min={0}
              max={largestPx}
              value={value.yPx}
              error={faultOf('yPx')}
              onChange={(yPx) => onChange({ ...value, yPx })}
            />
          </Group>
        </>
      )}
      {(value.isInWall || value.rotation !== 'none') && (
        <MountingPicture
          screen={{ widthPx, heightPx }}
          wall={value.isInWall ? wallOf(value) : null}
          turnDeg={rotations[value.rotation]}
          label={words('enrol.mountingPicture')}
        />
      )}
    </Stack>
  );
}
