import type { FeedContent } from './feed.ts';
import type { ArticleBlock, VariantContent } from './content.ts';
import type { NoticeContent, NoticeTemplate } from './notice.ts';

/** A text that people read, with its field: `template.rows[2].amount`. */
export type FieldText = { readonly field: string; readonly text: string };

/** Every text of a variant, in the order in which it is read. Addresses and names of files are none. */
export function textsOfContent(content: VariantContent): readonly FieldText[] {
  if (content.kind === 'notice') return noticeTexts(content);
  if (content.kind === 'article') {
    const { title, summary, blocks } = content;
    return [{ field: 'title', text: title }, { field: 'summary', text: summary }, ...blocks.flatMap(blockTexts)];
  }
  if (content.kind === 'feed') return feedTexts(content);
  if (content.kind === 'clock') return (content.zones ?? []).map(({ place }, index) => ({ field: `zones[${index}].place`, text: place }));
  return 'alternative' in content ? [{ field: 'alternative', text: content.alternative }] : [];
}

function noticeTexts({ title, body, template, qr }: NoticeContent): readonly FieldText[] {
  return [
    { field: 'title', text: title },
    ...(body === '' ? [] : [{ field: 'body', text: body }]),
    ...(template === undefined ? [] : templateTexts(template)),
    ...(qr === undefined ? [] : [{ field: 'qr.caption', text: qr.caption }]),
  ];
}

/** Of a feed what is approved; its values are not. */
function feedTexts({ title, columns, whenGone }: FeedContent): readonly FieldText[] {
  return [
    { field: 'title', text: title },
    ...columns.flatMap(({ label, format }, index) => [
      { field: `columns[${index}].label`, text: label },
      ...(format.as === 'number' ? [{ field: `columns[${index}].format.unit`, text: format.unit }] : []),
    ]),
    ...(whenGone.kind === 'text' ? [{ field: 'whenGone.text', text: whenGone.text }] : []),
  ];
}

function templateTexts(template: NoticeTemplate): readonly FieldText[] {
  switch (template.kind) {
    case 'steps':
      return template.steps.map((text, index) => ({ field: `template.steps[${index}]`, text }));
    case 'fees': {
      const { rows, note } = template;
      return [
        ...rows.flatMap(({ name, amount }, index) => [
          { field: `template.rows[${index}].name`, text: name },
          { field: `template.rows[${index}].amount`, text: amount },
        ]),
        ...(note === undefined ? [] : [{ field: 'template.note', text: note }]),
      ];
    }
    case 'directions':
      return template.rows.flatMap(({ place, distance }, index) => [
        { field: `template.rows[${index}].place`, text: place },
        ...(distance === undefined ? [] : [{ field: `template.rows[${index}].distance`, text: distance }]),
      ]);
  }
}

function blockTexts(block: ArticleBlock, index: number): readonly FieldText[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [{ field: `blocks[${index}].text`, text: block.text }];
    case 'list':
    case 'steps':
      return block.items.map((text, item) => ({ field: `blocks[${index}].items[${item}]`, text }));
  }
}
