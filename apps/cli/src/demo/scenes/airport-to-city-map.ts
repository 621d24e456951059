import { n, picture, seeded, softLine, straightLine, verticalGradient } from './paint.ts';
import type { Point } from './paint.ts';

// A drawn map without words and not to scale: the airport on the left, the Red river and its cable-stayed bridge, West
// lake and Hoan Kiem lake on the right, and the bus's way from terminal to railway station with its stops; a taxi goes beside it.

const busColour = '#e2533f';
const roadColour = '#ffffff';

const busWay: readonly Point[] = [
  [330, 430],
  [470, 520],
  [640, 560],
  [800, 556],
  [960, 560],
  [1130, 590],
  [1260, 660],
  [1400, 740],
  [1500, 820],
];

const river: readonly Point[] = [
  [820, -60],
  [880, 120],
  [980, 300],
  [1000, 470],
  [960, 640],
  [1030, 800],
  [1220, 930],
  [1380, 1140],
];

/** The map for people who have just landed: which way to the city, by bus and by taxi. */
export function airportToCityMap(widthPx: number, heightPx: number): string {
  const defs = [
    verticalGradient('mg', 0, 1080, [
      [0, '#eaf1dc'],
      [1, '#dfead0'],
    ]),
    verticalGradient('mw', 0, 1080, [
      [0, '#8fc7d8'],
      [1, '#64a9c4'],
    ]),
  ].join('');
  const content = [
    `<rect width="1920" height="1080" fill="url(#mg)"/>`,
    fields(),
    water(),
    roads(),
    cityBlocks(),
    trees(),
    bridge(),
    route(),
    airport(),
    station(),
    vehicles(),
  ];
  const scaled = `<g transform="scale(${n(widthPx / 1920)} ${n(heightPx / 1080)})">${content.join('')}</g>`;
  return picture(widthPx, heightPx, `<defs>${defs}</defs>${scaled}`);
}

/** Rice fields around the airport: slanted plots with furrows. */
function fields(): string {
  const next = seeded(12);
  const colours = ['#d5e3a8', '#c4d98f', '#e4e2a6', '#b7d08a', '#dbe6b9'];
  let plots = '';
  for (let row = 0; row < 9; row += 1) {
    for (let column = 0; column < 7; column += 1) {
      const x = column * 152 - 80 + row * 22;
      const y = row * 132 - 40;
      const colour = colours[Math.floor(next() * colours.length)] ?? '#d5e3a8';
      if (next() < 0.25) continue;
      let furrows = '';
      for (let line = 1; line < 6; line += 1) furrows += `M${x + line * 22} ${y}l22 118`;
      plots += `<path d="M${x} ${y}h134l22 118h-134z" fill="${colour}" fill-opacity="0.85"/><path d="${furrows}" stroke="#9fbf72" stroke-opacity="0.35" stroke-width="3"/>`;
    }
  }
  return plots;
}

function water(): string {
  const west =
    'M1210 260C1270 190 1380 190 1440 240C1500 230 1560 270 1550 340C1590 390 1560 450 1490 450C1440 500 1340 500 1310 450C1240 450 1180 380 1210 260Z';
  const small = 'M1660 700C1690 670 1740 680 1750 730C1765 790 1740 850 1705 850C1660 845 1635 740 1660 700Z';
  const bank = softLine(river);
  return [
    `<path d="${bank}" stroke="#f3e6c4" stroke-width="176" fill="none"/>`,
    `<path d="${bank}" stroke="url(#mw)" stroke-width="136" fill="none"/>`,
    `<path d="${softLine(river.map(([x, y]): Point => [x + 14, y]))}" stroke="#c8e6ee" stroke-width="5" stroke-dasharray="70 46" stroke-linecap="round" fill="none" stroke-opacity="0.8"/>`,
    `<path d="${softLine(river.map(([x, y]): Point => [x - 24, y + 20]))}" stroke="#c8e6ee" stroke-width="5" stroke-dasharray="44 80" stroke-linecap="round" fill="none" stroke-opacity="0.7"/>`,
    `<path d="M1040 700C1070 720 1120 800 1180 840C1150 850 1080 800 1050 760Z" fill="#cfe0a4"/>`,
    ...[west, small].map((shape) => `<path d="${shape}" fill="#7dbcd2" stroke="#f3e6c4" stroke-width="14" paint-order="stroke"/>`),
    `<path d="M1290 320q30 -14 60 0t60 0M1370 400q26 -12 52 0t52 0M1690 760q12 -8 24 0" stroke="#d8eef4" stroke-width="5" fill="none" stroke-linecap="round"/>`,
    turtleTower(1706, 800),
  ].join('');
}

function turtleTower(x: number, y: number): string {
  return `<ellipse cx="${x}" cy="${y + 4}" rx="24" ry="9" fill="#8db06a"/><path d="M${x - 16} ${y}v-18h-3l6 -6h26l6 6h-3v18zM${x - 11} ${y - 26}v-13h-3l5 -5h18l5 5h-3v13zM${x - 5} ${y - 46}v-8l5 -9l5 9v8z" fill="#a2865f"/>`;
}

function roads(): string {
  const lines: readonly (readonly Point[])[] = [
    [
      [-20, 760],
      [300, 720],
      [640, 560],
    ],
    [
      [640, 560],
      [700, 820],
      [820, 1100],
    ],
    [
      [470, 520],
      [560, 220],
      [640, -20],
    ],
    [
      [1130, 590],
      [1180, 420],
      [1160, 180],
      [1240, -20],
    ],
    [
      [1260, 660],
      [1420, 600],
      [1600, 600],
      [1940, 520],
    ],
    [
      [1500, 820],
      [1640, 930],
      [1940, 990],
    ],
    [
      [1400, 740],
      [1360, 900],
      [1480, 1100],
    ],
    [
      [1600, 600],
      [1620, 760],
      [1610, 920],
      [1560, 1100],
    ],
    [
      [1600, 600],
      [1640, 380],
      [1600, -20],
    ],
    [
      [1640, 380],
      [1940, 300],
    ],
  ];
  return lines
    .map(
      (line) =>
        `<path d="${softLine(line)}" stroke="#cdbf9a" stroke-width="26" fill="none" stroke-opacity="0.5"/><path d="${softLine(line)}" stroke="${roadColour}" stroke-width="20" fill="none"/>`,
    )
    .join('');
}

/** Houses of the city: small blocks with a lit side and a roof, thick about the old quarter. */
function cityBlocks(): string {
  const next = seeded(44);
  const roofs = ['#d9785a', '#e5a06a', '#c9675a', '#e0b98a', '#b98372'];
  const places: Point[] = [];
  for (let index = 0; index < 900 && places.length < 118; index += 1) {
    const x = 1250 + 650 * next();
    const y = 500 + 560 * next();
    const isFree =
      !isNear(x, y, busWay, 58) &&
      !isNear(
        x,
        y,
        [
          [1260, 660],
          [1340, 628],
          [1420, 600],
          [1510, 597],
          [1600, 600],
          [1700, 585],
          [1800, 560],
          [1940, 520],
        ],
        44,
      ) &&
      !isNear(
        x,
        y,
        [
          [1600, 600],
          [1620, 680],
          [1620, 760],
          [1615, 840],
          [1610, 920],
          [1585, 1010],
          [1560, 1100],
        ],
        44,
      ) &&
      !isNear(
        x,
        y,
        [
          [1500, 820],
          [1570, 880],
          [1640, 930],
          [1740, 960],
          [1840, 978],
          [1940, 990],
        ],
        48,
      ) &&
      !isNear(
        x,
        y,
        [
          [1400, 740],
          [1368, 820],
          [1360, 900],
          [1400, 1000],
          [1480, 1100],
        ],
        48,
      ) &&
      !isNear(
        x,
        y,
        [
          [1706, 720],
          [1706, 770],
          [1706, 820],
        ],
        92,
      ) &&
      Math.hypot(x - 1500, y - 800) > 190 &&
      y > 1.55 * (1290 - x) + 830 - 420 &&
      !isNear(
        x,
        y,
        [
          [1220, 930],
          [1300, 1040],
          [1380, 1140],
        ],
        130,
      ) &&
      !isNear(x, y, places, 40);
    if (isFree) places.push([x, y]);
  }
  return places
    .toSorted((a, b) => a[1] - b[1])
    .map(([x, y]) => {
      const wide = 22 + 16 * next();
      const tall = 16 + 34 * next() ** 2;
      const roof = roofs[Math.floor(next() * roofs.length)] ?? '#d9785a';
      return `<rect x="${n(x - wide / 2 + 7)}" y="${n(y - tall + 7)}" width="${n(wide)}" height="${n(tall)}" fill="#6f7a5a" fill-opacity="0.25"/><rect x="${n(x - wide / 2)}" y="${n(y - tall)}" width="${n(wide)}" height="${n(tall)}" fill="#fbf1de"/><rect x="${n(x + wide * 0.14)}" y="${n(y - tall)}" width="${n(wide * 0.36)}" height="${n(tall)}" fill="#ead9bd"/><path d="M${n(x - wide / 2 - 4)} ${n(y - tall)}L${n(x - wide * 0.25)} ${n(y - tall - 12)}H${n(x + wide * 0.25)}L${n(x + wide / 2 + 4)} ${n(y - tall)}Z" fill="${roof}"/>`;
    })
    .join('');
}

function isNear(x: number, y: number, points: readonly Point[], distance: number): boolean {
  return points.some(([px, py], index) => {
    const [qx, qy] = points[index + 1] ?? [px, py];
    return Math.hypot(x - px, y - py) < distance || Math.hypot(x - (px + qx) / 2, y - (py + qy) / 2) < distance;
  });
}

function trees(): string {
  const next = seeded(9);
  let drawn = '';
  for (let index = 0; index < 74; index += 1) {
    const nearRiver = index < 40;
    const [rx, ry] = river[1 + Math.floor(next() * (river.length - 2))] ?? [0, 0];
    const x = nearRiver ? rx + (next() < 0.5 ? -1 : 1) * (118 + 50 * next()) : 1180 + 440 * next();
    const y = nearRiver ? ry + 120 * (next() - 0.5) : 130 + 390 * next();
    const isInLake = x > 1180 && x < 1600 && y > 180 && y < 510;
    if (
      isInLake ||
      isNear(x, y, busWay, 60) ||
      isNear(
        x,
        y,
        [
          [1130, 590],
          [1180, 420],
          [1160, 180],
          [1240, -20],
        ],
        40,
      )
    )
      continue;
    const r = 11 + 9 * next();
    drawn += `<ellipse cx="${n(x + 6)}" cy="${n(y + 7)}" rx="${n(r)}" ry="${n(r * 0.8)}" fill="#6f7a5a" fill-opacity="0.25"/><circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="#7fae62"/><circle cx="${n(x - r * 0.25)}" cy="${n(y - r * 0.25)}" r="${n(r * 0.55)}" fill="#a0c87c"/>`;
  }
  return drawn;
}

/** The cable-stayed bridge: five towers, as over the river north of the city. */
function bridge(): string {
  const [from, to] = [845, 1100] as const;
  const deckY = (x: number): number => 556 + (x > 960 ? (x - 960) * 0.17 : 0);
  let drawn = `<path d="M${from - 40} 574L960 576L${to + 40} 598" stroke="#4d6f7d" stroke-opacity="0.4" stroke-width="16" fill="none"/>`;
  for (let tower = 0; tower < 5; tower += 1) {
    const x = from + ((to - from) * (tower + 0.5)) / 5;
    const y = deckY(x);
    let cables = '';
    for (const reach of [-24, -16, -8, 8, 16, 24]) cables += `M${n(x)} ${n(y - 96)}L${n(x + reach)} ${n(deckY(x + reach))}`;
    drawn += `<path d="${cables}" stroke="#f4c95d" stroke-width="3"/><path d="M${n(x - 9)} ${n(y + 16)}L${n(x)} ${n(y - 108)}L${n(x + 9)} ${n(y + 16)}" stroke="#d9823b" stroke-width="6" fill="none" stroke-linejoin="round"/>`;
  }
  return drawn;
}

/** The bus's way as a broad line with stops; beside it, broken, the taxi's. */
function route(): string {
  const line = softLine(busWay);
  const stops = [busWay[2], busWay[5], busWay[7]].flatMap((stop) => (stop === undefined ? [] : [stop]));
  const taxi = softLine(busWay.map(([x, y]): Point => [x + 12, y - 34]));
  return [
    `<path d="${taxi}" stroke="#2f8f6b" stroke-width="9" stroke-dasharray="4 24" stroke-linecap="round" fill="none"/>`,
    `<path d="${line}" stroke="#ffffff" stroke-width="34" stroke-linecap="round" fill="none"/>`,
    `<path d="${line}" stroke="${busColour}" stroke-width="20" stroke-linecap="round" fill="none"/>`,
    ...stops.map(
      ([x, y]) =>
        `<circle cx="${x}" cy="${y}" r="19" fill="#fff"/><circle cx="${x}" cy="${y}" r="12" fill="${busColour}"/><circle cx="${x}" cy="${y}" r="5" fill="#fff"/>`,
    ),
  ].join('');
}

function airport(): string {
  const runway = (x: number, y: number): string =>
    `<g transform="translate(${x} ${y}) rotate(-8)"><rect width="520" height="46" rx="6" fill="#8d97a3"/><path d="M20 23H500" stroke="#fff" stroke-width="5" stroke-dasharray="34 26"/><path d="M10 8v30M20 8v30M500 8v30M510 8v30" stroke="#fff" stroke-width="4"/></g>`;
  const terminal = 'M120 420Q300 290 500 390L500 450Q300 360 120 480Z';
  const glass = 'M150 452Q300 350 480 420L480 436Q300 366 150 470Z';
  return [
    runway(40, 190),
    runway(60, 270),
    `<path d="M128 432Q308 302 508 402L508 462Q308 372 128 492Z" fill="#6f7a5a" fill-opacity="0.3"/>`,
    `<path d="${terminal}" fill="#f7f4ec"/><path d="${glass}" fill="#7fb6cf"/>`,
    `<g transform="translate(330 178) rotate(74) scale(0.62)">${planeIcon('#ffffff')}</g>`,
    `<g transform="translate(140 300) rotate(40) scale(0.42)">${planeIcon('#ffffff')}</g>`,
    badge(330, 470, 84, '#24507a', `<g transform="rotate(45) scale(0.92)">${planeIcon('#ffffff')}</g>`),
  ].join('');
}

/** An aeroplane from above, nose up, about 100 high around the middle. */
function planeIcon(colour: string): string {
  return `<path d="M0 -52C6 -52 9 -42 9 -34V-14L50 14V24L9 11V34L22 44V52L0 46L-22 52V44L-9 34V11L-50 24V14L-9 -14V-34C-9 -42 -6 -52 0 -52Z" fill="${colour}"/>`;
}

/** A round sign on a stem, standing on its place. */
function badge(x: number, y: number, r: number, colour: string, sign: string): string {
  return `<ellipse cx="${x}" cy="${y + r * 0.62}" rx="${n(r * 0.5)}" ry="${n(r * 0.14)}" fill="#3c4a3a" fill-opacity="0.35"/><path d="M${n(x - r * 0.42)} ${n(y - r * 0.6)}L${x} ${n(y + r * 0.62)}L${n(x + r * 0.42)} ${n(y - r * 0.6)}Z" fill="${colour}"/><g transform="translate(${x} ${n(y - r)})"><circle r="${r}" fill="#fff"/><circle r="${n(r * 0.9)}" fill="${colour}"/>${sign}</g>`;
}

function station(): string {
  const sign =
    '<path d="M-34 -44H34Q42 -44 42 -34V22Q42 32 32 32H-32Q-42 32 -42 22V-34Q-42 -44 -34 -44Z" fill="#fff"/><path d="M-32 -30H-4V-6H-32ZM4 -30H32V-6H4Z" fill="#24507a"/><circle cx="-22" cy="13" r="8" fill="#24507a"/><circle cx="22" cy="13" r="8" fill="#24507a"/><path d="M-22 34L-38 56M22 34L38 56M-30 46H30" stroke="#fff" stroke-width="7" stroke-linecap="round"/>';
  const tracks = straightLine([
    [1420, 1000],
    [1500, 880],
    [1540, 700],
  ]);
  return [
    `<path d="${tracks}" stroke="#6b5d52" stroke-width="18" fill="none" stroke-dasharray="5 12"/><path d="${straightLine([
      [1414, 998],
      [1494, 878],
      [1534, 700],
    ])}${straightLine([
      [1426, 1002],
      [1506, 882],
      [1546, 700],
    ])}" stroke="#7f7a75" stroke-width="3.4" fill="none"/>`,
    `<path d="M1400 870h200v-56h-54l-46 -34l-46 34h-54z" fill="#fbf1de"/><path d="M1392 816h64l44 -36l44 36h64l-10 -14h-50l-48 -40l-48 40h-50z" fill="#c9675a"/><path d="M1420 870v-34h24v34zM1556 870v-34h24v34zM1486 870v-44h28v44z" fill="#7fb6cf"/><circle cx="1500" cy="806" r="10" fill="#24507a"/>`,
    badge(1500, 752, 84, '#24507a', sign),
  ].join('');
}

/** The bus and the taxi on their ways, drawn large, seen from the side. */
function vehicles(): string {
  const wheel = (x: number, y: number, r: number): string =>
    `<circle cx="${x}" cy="${y}" r="${r}" fill="#3a3f45"/><circle cx="${x}" cy="${y}" r="${n(r * 0.45)}" fill="#cfd5da"/>`;
  const bus = `<ellipse cx="0" cy="62" rx="150" ry="14" fill="#3c4a3a" fill-opacity="0.3"/><rect x="-140" y="-66" width="280" height="116" rx="20" fill="#f2b632"/><rect x="-140" y="4" width="280" height="16" fill="${busColour}"/><path d="M-122 -48H-74V-8H-122ZM-64 -48H-16V-8H-64ZM-6 -48H42V-8H-6Z" fill="#d8eef4"/><path d="M56 -50H88V40H56Z" fill="#d8eef4"/><path d="M72 -50V40" stroke="#f2b632" stroke-width="4"/><path d="M98 -48H122Q134 -48 136 -30V-2H98Z" fill="#d8eef4"/><circle cx="130" cy="32" r="8" fill="#fff7c8"/>${wheel(-84, 50, 24)}${wheel(24, 50, 24)}`;
  const taxi = `<ellipse cx="0" cy="46" rx="106" ry="11" fill="#3c4a3a" fill-opacity="0.3"/><path d="M-98 34V8Q-98 -6 -80 -8L-56 -38Q-48 -48 -34 -48H24Q38 -48 48 -38L70 -8Q98 -6 100 12V34Z" fill="#2f8f6b"/><path d="M-60 -8L-42 -34Q-40 -38 -32 -38H-10V-8ZM0 -8V-38H22Q30 -38 36 -30L54 -8Z" fill="#d8eef4"/><path d="M-16 -62H14L20 -48H-22Z" fill="#fff7c8"/><path d="M-98 14H100" stroke="#fff" stroke-width="5" stroke-opacity="0.8"/>${wheel(-54, 34, 20)}${wheel(58, 34, 20)}`;
  return `<g transform="translate(640 690)">${bus}</g><g transform="translate(690 404)">${taxi}</g>`;
}
