import type { DirectionSign, NoticeContent } from '@gatecast/protocol';

export type FeeRow = { readonly name: string; readonly amount: string };
export type DirectionRow = { readonly sign: DirectionSign; readonly place: string; readonly distance: string };

/** What a notice has beside title and text, as its editor holds it: each template keeps its rows while another is chosen. */
export type NoticeForm = {
  readonly template: 'plain' | 'steps' | 'fees' | 'directions';
  readonly steps: readonly string[];
  readonly fees: readonly FeeRow[];
  readonly note: string;
  readonly directions: readonly DirectionRow[];
  readonly hasQr: boolean;
  readonly qrUrl: string;
  readonly qrCaption: string;
};

export const emptyFee: FeeRow = { name: '', amount: '' };
export const emptyDirection: DirectionRow = { sign: 'up', place: '', distance: '' };
export const emptyNoticeForm: NoticeForm = {
  template: 'plain',
  steps: [''],
  fees: [emptyFee],
  note: '',
  directions: [emptyDirection],
  hasQr: false,
  qrUrl: '',
  qrCaption: '',
};

export function readNotice({ template, qr }: NoticeContent): NoticeForm {
  const coded = qr === undefined ? emptyNoticeForm : { ...emptyNoticeForm, hasQr: true, qrUrl: qr.url, qrCaption: qr.caption };
  switch (template?.kind) {
    case undefined:
      return coded;
    case 'steps':
      return { ...coded, template: 'steps', steps: template.steps };
    case 'fees':
      return { ...coded, template: 'fees', fees: template.rows, note: template.note ?? '' };
    case 'directions': {
      const directions = template.rows.map(({ sign, place, distance = '' }) => ({ sign, place, distance }));
      return { ...coded, template: 'directions', directions };
    }
  }
}

/** What was left empty is not there; what must not be empty is sent as it is, so that the server names it. */
export function writeNotice(form: NoticeForm): Pick<NoticeContent, 'template' | 'qr'> {
  const qr = form.hasQr ? { qr: { url: form.qrUrl.trim(), caption: form.qrCaption } } : {};
  switch (form.template) {
    case 'plain':
      return qr;
    case 'steps':
      return { template: { kind: 'steps', steps: [...form.steps] }, ...qr };
    case 'fees': {
      const note = form.note.trim() === '' ? {} : { note: form.note };
      return { template: { kind: 'fees', rows: [...form.fees], ...note }, ...qr };
    }
    case 'directions': {
      const rows = form.directions.map(({ sign, place, distance }) => ({ sign, place, ...(distance.trim() === '' ? {} : { distance }) }));
      return { template: { kind: 'directions', rows }, ...qr };
    }
  }
}
