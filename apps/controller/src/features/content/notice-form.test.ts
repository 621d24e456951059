import type { NoticeContent } from '@gatecast/protocol';
import { expect, it } from 'vitest';
import { emptyNoticeForm, readNotice, writeNotice } from './notice-form.ts';

const plain = { kind: 'notice' as const, title: 'Visa', body: 'Counter 5' };
const notices: readonly NoticeContent[] = [
  plain,
  { ...plain, template: { kind: 'steps', steps: ['Queue', 'Pay'] } },
  { ...plain, template: { kind: 'fees', rows: [{ name: 'Single', amount: '25 USD' }] }, qr: { url: 'https://a.vn', caption: 'Pay' } },
  { ...plain, template: { kind: 'fees', rows: [{ name: 'Single', amount: '25 USD' }], note: 'Cash only' } },
  {
    ...plain,
    template: {
      kind: 'directions',
      rows: [
        { sign: 'left', place: 'Gate 5', distance: '200 m' },
        { sign: 'lift', place: 'Lounge' },
      ],
    },
  },
];

it('writes what it reads, with nothing where nothing was', () => {
  expect(notices.map((notice) => ({ ...plain, ...writeNotice(readNotice(notice)) }))).toEqual(notices);
});

it('keeps the rows of a template while another is chosen, and sends only those of the chosen one', () => {
  const form = { ...emptyNoticeForm, template: 'steps' as const, steps: ['Queue'], fees: [{ name: 'Single', amount: '25 USD' }] };
  expect(writeNotice(form)).toEqual({ template: { kind: 'steps', steps: ['Queue'] } });
  expect(writeNotice({ ...form, template: 'fees' })).toEqual({ template: { kind: 'fees', rows: [{ name: 'Single', amount: '25 USD' }] } });
});
