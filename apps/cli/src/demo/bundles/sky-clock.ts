// A page without words that lives: the sky over the river by the hour of Hanoi, and a clock. What a bundle of an agency would be: its own page,
// style and script, and nothing from elsewhere.

const page = `<!doctype html>
<html lang="zxx">
  <head>
    <meta charset="utf-8" />
    <title>Sky</title>
    <link rel="stylesheet" href="sky.css" />
  </head>
  <body>
    <svg id="scene" viewBox="0 0 1920 1080" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <circle id="sun" r="70" />
      <circle id="moon" r="52" />
      <g id="hills"><path d="M0 780 Q320 600 640 740 T1280 700 T1920 760 V1080 H0Z" /><path d="M0 860 Q420 720 860 850 T1920 830 V1080 H0Z" /></g>
      <g id="bridge"></g>
      <rect id="river" y="930" width="1920" height="150" />
    </svg>
    <svg id="clock" viewBox="-110 -110 220 220" aria-hidden="true"><circle r="100" /><g id="marks"></g><path id="hour" d="M0 10V-52" /><path id="minute" d="M0 14V-80" /><path id="second" d="M0 20V-88" /></svg>
    <script type="module" src="sky.js"></script>
  </body>
</html>
`;

const style = `html, body { margin: 0; height: 100%; overflow: hidden; background: #0b1a2b }
#scene { position: absolute; inset: 0; width: 100%; height: 100% }
#sun { fill: #ffd98a } #moon { fill: #e8eef7 }
#hills path:first-child { fill: #16324a } #hills path:last-child { fill: #10263a }
#bridge { fill: none; stroke: #0a1826; stroke-width: 7 }
#river { fill: #0d2f47 }
#clock { position: absolute; right: 6vmin; top: 6vmin; width: 38vmin; height: 38vmin }
#clock circle { fill: rgb(8 20 34 / 62%); stroke: #f2f6fa; stroke-width: 3 }
#clock path { stroke: #f2f6fa; stroke-linecap: round; stroke-width: 6 }
#clock #second { stroke: #ffb347; stroke-width: 2 }
#marks line { stroke: #f2f6fa; stroke-width: 3 }
`;

const script = `const at = (id) => document.getElementById(id);
const svg = 'http://www.w3.org/2000/svg';
for (let hour = 0; hour < 12; hour += 1) {
  const mark = document.createElementNS(svg, 'line');
  mark.setAttribute('y1', -92);
  mark.setAttribute('y2', hour % 3 === 0 ? -78 : -86);
  mark.setAttribute('transform', 'rotate(' + hour * 30 + ')');
  at('marks').append(mark);
}
let spans = 'M0 930H1920';
for (let x = 60; x < 1920; x += 300) spans += 'M' + x + ' 930L' + (x + 110) + ' 850H' + (x + 190) + 'L' + (x + 300) + ' 930M' + (x + 110) + ' 850V930M' + (x + 190) + ' 850V930';
const truss = document.createElementNS(svg, 'path');
truss.setAttribute('d', spans);
at('bridge').append(truss);

// night, dawn, day, dusk: upper and lower colour of the sky by the hour
const skies = [[0, [9, 20, 44], [20, 40, 74]], [5, [30, 44, 92], [196, 110, 92]], [7, [92, 156, 214], [236, 214, 178]], [12, [64, 142, 214], [186, 222, 240]], [17, [86, 110, 176], [244, 170, 110]], [19, [28, 34, 78], [110, 60, 92]], [24, [9, 20, 44], [20, 40, 74]]];
function skyAt(hours) {
  const next = skies.findIndex(([hour]) => hour > hours);
  const [from, to] = [skies[next - 1], skies[next]];
  const share = (hours - from[0]) / (to[0] - from[0]);
  const mix = (a, b) => 'rgb(' + a.map((part, index) => Math.round(part + (b[index] - part) * share)).join(' ') + ')';
  return 'linear-gradient(' + mix(from[1], to[1]) + ',' + mix(from[2], to[2]) + ')';
}
/** Over the river from six to six on an arc; below it otherwise. */
function place(body, share) {
  const angle = Math.PI * (1 - share);
  body.setAttribute('cx', 960 + 820 * Math.cos(angle));
  body.setAttribute('cy', 900 - 700 * Math.sin(angle));
}
function draw() {
  const now = new Date(Date.now() + 7 * 3600000);
  const seconds = now.getUTCHours() * 3600 + now.getUTCMinutes() * 60 + now.getUTCSeconds();
  const hours = seconds / 3600;
  document.body.style.background = skyAt(hours);
  place(at('sun'), (hours - 6) / 12);
  place(at('moon'), ((hours + 6) % 24) / 12);
  at('hour').setAttribute('transform', 'rotate(' + (hours % 12) * 30 + ')');
  at('minute').setAttribute('transform', 'rotate(' + (hours % 1) * 360 + ')');
  at('second').setAttribute('transform', 'rotate(' + (seconds % 60) * 6 + ')');
}
draw();
setInterval(draw, 1000);
`;

/** The files of the bundle by their paths. */
export const skyClock: Readonly<Record<string, string>> = { 'index.html': page, 'sky.css': style, 'sky.js': script };
