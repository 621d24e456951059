import type { LayoutFault } from '@gatecast/protocol';
import type { Words } from '../../words/words.ts';
import { regionInWords } from '../screen/region-in-words.ts';

/** What keeps regions from being a layout, with the region and the limit that it is about. */
export function faultInWords(fault: LayoutFault, words: Words): string {
  switch (fault.kind) {
    case 'too-many':
      return words('layoutEditor.faults.tooMany', { limit: fault.limit });
    case 'main-count':
      return fault.count === 0 ? words('layoutEditor.faults.noMain') : words('layoutEditor.faults.manyMains', { number: fault.count });
    case 'same-name':
      return words('layoutEditor.faults.sameName', { name: regionInWords(fault.regionId, words) });
    case 'too-small':
      return words('layoutEditor.faults.tooSmall', { name: regionInWords(fault.regionId, words), limit: fault.limit / 100 });
    case 'outside':
      return words(fault.side === 'widthBp' ? 'layoutEditor.faults.tooWide' : 'layoutEditor.faults.tooHigh', {
        name: regionInWords(fault.regionId, words),
        limit: fault.limit / 100,
      });
    case 'overlap':
      return words('layoutEditor.faults.overlap', {
        name: regionInWords(fault.regionId, words),
        other: regionInWords(fault.otherId, words),
      });
  }
}
