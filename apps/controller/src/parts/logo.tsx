import { useBrand } from '../api/brand.ts';

/** The logo of the house beside its name, which says the same to those who cannot see it. */
export function Logo() {
  const { logo, logoWidthPx, isOwn } = useBrand();
  // what a house draws is drawn for paper: on a dark ground it gets some
  const plate = isOwn ? { background: '#fff', padding: 2, borderRadius: 5, boxSizing: 'content-box' as const } : {};
  return <img src={logo} width={logoWidthPx} height={26} alt="" style={{ flex: 'none', objectFit: 'contain', ...plate }} />;
}
