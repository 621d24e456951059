import { expect, it } from 'vitest';
import { noticeContentSchema } from './notice.ts';
import { issueFaultsOf } from './issue-fault.ts';
import { textsOfContent } from './texts-of-content.ts';

const fees = {
  kind: 'notice' as const,
  title: 'Lệ phí thị thực',
  body: 'Nộp tại quầy 5',
  template: {
    kind: 'fees' as const,
    rows: [
      { name: 'Một lần', amount: '25 USD' },
      { name: 'Nhiều lần', amount: '50 USD' },
    ],
    note: 'Trẻ em dưới 14 tuổi được miễn',
  },
  qr: { url: 'https://evisa.gov.vn/pay?lang=vi', caption: 'Nộp trực tuyến' },
};
const faultsOf = (content: unknown) => {
  const { error } = noticeContentSchema.safeParse(content);
  return error === undefined ? [] : issueFaultsOf(error).map(({ path, code, limit }) => ({ path, code, limit }));
};

it('takes a notice with a template and an address, and reads its texts in their order, each with its field', () => {
  expect(noticeContentSchema.parse(fees)).toEqual(fees);
  expect(textsOfContent(fees)).toEqual([
    { field: 'title', text: 'Lệ phí thị thực' },
    { field: 'body', text: 'Nộp tại quầy 5' },
    { field: 'template.rows[0].name', text: 'Một lần' },
    { field: 'template.rows[0].amount', text: '25 USD' },
    { field: 'template.rows[1].name', text: 'Nhiều lần' },
    { field: 'template.rows[1].amount', text: '50 USD' },
    { field: 'template.note', text: 'Trẻ em dưới 14 tuổi được miễn' },
    { field: 'qr.caption', text: 'Nộp trực tuyến' },
  ]);
});

it('asks for a body only where there is no template', () => {
  const { template: _, ...plain } = fees;
  expect(faultsOf({ ...fees, body: '' })).toEqual([]);
  expect(faultsOf({ ...plain, body: '' })).toEqual([{ path: 'body', code: 'too_small', limit: 1 }]);
});

it('refuses more rows than a screen holds, a sign that it cannot draw, and an address that is not what it seems', () => {
  const steps = { kind: 'steps', steps: Array(9).fill('Xếp hàng') };
  const lost = { kind: 'directions', rows: [{ sign: 'north', place: 'Cửa 5' }] };
  expect(faultsOf({ ...fees, template: steps })).toEqual([{ path: 'template.steps', code: 'too_big', limit: 8 }]);
  expect(faultsOf({ ...fees, template: lost }).map(({ path }) => path)).toEqual(['template.rows[0].sign']);
  const urls = [
    'http://evisa.gov.vn',
    'https://evisa.gov.vn@bad.example/',
    'https://еvisa.gov.vn/',
    'https://a b',
    `https://a.vn/${'x'.repeat(300)}`,
  ];
  expect(urls.map((url) => faultsOf({ ...fees, qr: { ...fees.qr, url } })[0]?.path)).toEqual(Array(urls.length).fill('qr.url'));
});
