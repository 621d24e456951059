import type { DemoCategory } from './demo-language.ts';

export type DemoMedia = {
  readonly key: string;
  readonly kind: 'video' | 'image' | 'pages' | 'bundle';
  readonly category: DemoCategory;
  /** For editors; the media themselves hold no words, or those of a document that a ministry sent in two languages, so they are `zxx` variants and serve every language. */
  readonly title: string;
  readonly fileName: string;
  readonly widthPx: number;
  readonly heightPx: number;
};

export const demoMedia = [
  {
    key: 'film-welcome-to-hanoi',
    kind: 'video',
    category: 'culture',
    title: 'Chào mừng đến Hà Nội – Welcome to Hanoi',
    fileName: 'welcome-to-hanoi.mp4',
    widthPx: 1280,
    heightPx: 720,
  },
  {
    key: 'film-a-day-in-the-north',
    kind: 'video',
    category: 'culture',
    title: 'Một ngày ở miền Bắc – A day in the north',
    fileName: 'a-day-in-the-north.mp4',
    widthPx: 1280,
    heightPx: 720,
  },
  {
    key: 'map-airport-to-city',
    kind: 'image',
    category: 'transport',
    title: 'Từ nhà ga T2 về thành phố – From T2 to the city',
    fileName: 'airport-to-city-map.png',
    widthPx: 1920,
    heightPx: 1080,
  },
  {
    key: 'picture-ha-long-dusk',
    kind: 'image',
    category: 'culture',
    title: 'Hoàng hôn trên vịnh Hạ Long – Ha Long bay at dusk',
    fileName: 'ha-long-dusk.png',
    widthPx: 1080,
    heightPx: 1920,
  },
  {
    key: 'paper-train-timetable',
    kind: 'pages',
    category: 'transport',
    title: 'Lịch tàu liên vận – International trains',
    fileName: 'train-timetable.pdf',
    widthPx: 3840,
    heightPx: 2715,
  },
  {
    key: 'page-sky-clock',
    kind: 'bundle',
    category: 'culture',
    title: 'Bầu trời và đồng hồ – The sky and a clock',
    fileName: 'sky-clock.zip',
    widthPx: 1920,
    heightPx: 1080,
  },
] as const satisfies readonly DemoMedia[];
