export { estimateFit, unitsOf, type Box, type Paragraph } from './estimate-fit.ts';
export { largestFitting } from './largest-fitting.ts';
export { legibleSize, type Viewing } from './legible-size.ts';
export { missingGlyphs } from './missing-glyphs.ts';
