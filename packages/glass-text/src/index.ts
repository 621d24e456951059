export { estimateFit, unitsOf, type Box, type Paragraph } from './estimate-fit.ts';
export { estimatePages, measureText, type TextMeasure } from './estimate-pages.ts';
export { largestFitting } from './largest-fitting.ts';
export { legibleSize, type Viewing } from './legible-size.ts';
export { missingGlyphs } from './missing-glyphs.ts';
export { valueText } from './value-text.ts';
