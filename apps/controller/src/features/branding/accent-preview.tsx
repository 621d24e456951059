import { Text } from '@mantine/core';
import { accentShades, contrastOf } from '../../app/accent-shades.ts';
import { teal } from '../../app/theme.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import classes from './appearance.module.css';

const grounds = [
  { scheme: 'light', ground: '#ffffff', text: '#1c2530', link: 9 },
  { scheme: 'dark', ground: '#192331', text: '#d9e1ea', link: 3 },
] as const;

/** A button and a link in the colour, on light and on dark, with how well they can be read. Null: the product's colour. */
export function AccentPreview({ accent }: { accent: string | null }) {
  const words = useWords();
  const number = new Intl.NumberFormat(useLanguage() === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 });
  const shades = accent === null ? teal : accentShades(accent);
  const button = shades[8] ?? '';
  return (
    <div className={classes['grounds']}>
      {grounds.map(({ scheme, ground, text, link }) => {
        const linkColour = shades[link] ?? '';
        return (
          <div key={scheme} className={classes['ground']} style={{ background: ground, color: text }}>
            <Text size="sm" fw={600}>
              {words(`appearance.${scheme}`)}
            </Text>
            <span className={classes['button']} style={{ background: button }}>
              {words('appearance.sampleButton')}
            </span>
            <span style={{ color: linkColour, textDecoration: 'underline' }}>{words('appearance.sampleLink')}</span>
            <Text size="xs">
              {words('appearance.contrast', {
                button: number.format(contrastOf('#ffffff', button)),
                link: number.format(contrastOf(linkColour, ground)),
              })}
            </Text>
          </div>
        );
      })}
    </div>
  );
}
