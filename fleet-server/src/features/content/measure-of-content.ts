import { measureText } from '@gatecast/glass-text';
import type { NoticeTemplate, VariantContent } from '@gatecast/protocol';

/** How much room the words of a content take, as JSON, for the estimate at publish; null where it has none that a loop shows. */
export function measureOfContent(content: VariantContent): string | null {
  if (content.kind === 'notice') {
    const { title, body, template } = content;
    return JSON.stringify(measureText(title, body, template === undefined ? [] : rowsOf(template)));
  }
  return content.kind === 'article' ? JSON.stringify(measureText(content.title, content.summary, [])) : null;
}

function rowsOf(template: NoticeTemplate): readonly string[] {
  switch (template.kind) {
    case 'steps':
      return template.steps;
    case 'fees':
      return [...template.rows.map(({ name, amount }) => `${name} ${amount}`), ...(template.note === undefined ? [] : [template.note])];
    case 'directions':
      return template.rows.map(({ place, distance = '' }) => `${place} ${distance}`);
  }
}
