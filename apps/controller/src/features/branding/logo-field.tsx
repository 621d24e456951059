import { logoLimits, logoPath, type Branding } from '@gatecast/protocol';
import { Button, FileButton, Group, Input } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useFormats } from '../../instants/formats.ts';
import { useWords } from '../../words/words.ts';
import classes from './appearance.module.css';

/** `data` is base64, `address` what the chosen file can be looked at by. */
export type LogoChoice =
  | { readonly kind: 'keep' }
  | { readonly kind: 'none' }
  | { readonly kind: 'new'; readonly data: string; readonly address: string };

type Props = {
  readonly kept: Branding['logo'];
  readonly choice: LogoChoice;
  readonly error: ReactNode;
  readonly onChange: (choice: LogoChoice) => void;
};

/** The logo: kept, another one, or the product's own. */
export function LogoField({ kept, choice, error, onChange }: Props) {
  const words = useWords();
  const formats = useFormats();
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const choose = async (file: File | null) => {
    if (file === null) return;
    const isTooLarge = file.size > logoLimits.fileBytes;
    setTooLarge(
      isTooLarge ? words('appearance.logoTooLarge', { size: formats.bytes(file.size), limit: formats.bytes(logoLimits.fileBytes) }) : null,
    );
    if (isTooLarge) return;
    const address = await dataUrlOf(file);
    onChange({ kind: 'new', data: address.slice(address.indexOf(',') + 1), address });
  };
  const shown = choice.kind === 'new' ? choice.address : choice.kind === 'keep' && kept !== null ? logoPath(kept.hash) : null;
  return (
    <Input.Wrapper
      label={words('appearance.logo')}
      description={words('appearance.logoAbout', { size: formats.bytes(logoLimits.fileBytes) })}
      error={tooLarge ?? error}
      labelElement="div"
      role="group"
      aria-label={words('appearance.logo')}
    >
      <Group gap="sm" mt={6} mb={4}>
        {shown !== null && <img src={shown} alt={words('appearance.logoPreview')} className={classes['logo']} />}
        <FileButton accept="image/png,image/jpeg,image/webp,image/avif,image/tiff,image/gif" onChange={(file) => void choose(file)}>
          {(props) => (
            <Button variant="default" leftSection={<IconPhoto size={17} aria-hidden />} {...props}>
              {words('appearance.chooseLogo')}
            </Button>
          )}
        </FileButton>
        {shown !== null && (
          <Button variant="default" onClick={() => onChange(kept === null ? { kind: 'keep' } : { kind: 'none' })}>
            {words('appearance.removeLogo')}
          </Button>
        )}
      </Group>
    </Input.Wrapper>
  );
}

function dataUrlOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('the file could not be read')));
    reader.readAsDataURL(file);
  });
}
