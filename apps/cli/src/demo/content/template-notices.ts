import type { DemoNotice } from './demo-notice.ts';

/** Notices that are set as a table or as directions, and one with a code to take along. */
export const templateNotices: readonly DemoNotice[] = [
  {
    key: 'e-visa-fees',
    category: 'border',
    variants: {
      vi: {
        title: 'Lệ phí thị thực điện tử',
        body: '',
        template: {
          kind: 'fees',
          rows: [
            { name: 'Nhập cảnh một lần', amount: '25 USD' },
            { name: 'Nhập cảnh nhiều lần', amount: '50 USD' },
          ],
          note: 'Chỉ nộp trên cổng thông tin chính thức. Lệ phí không được hoàn lại.',
        },
        qr: { url: 'https://evisa.gov.vn/', caption: 'Cổng thông tin chính thức' },
      },
      en: {
        title: 'Fees for the e-visa',
        body: '',
        template: {
          kind: 'fees',
          rows: [
            { name: 'Single entry', amount: 'USD 25' },
            { name: 'Multiple entry', amount: 'USD 50' },
          ],
          note: 'Pay on the official portal only. Fees are not refunded.',
        },
        qr: { url: 'https://evisa.gov.vn/', caption: 'The official portal' },
      },
      'zh-Hans': {
        title: '电子签证费用',
        body: '',
        template: {
          kind: 'fees',
          rows: [
            { name: '单次入境', amount: '25美元' },
            { name: '多次入境', amount: '50美元' },
          ],
          note: '请仅通过官方网站缴费，费用概不退还。',
        },
        qr: { url: 'https://evisa.gov.vn/', caption: '官方网站' },
      },
      ko: {
        title: '전자비자 수수료',
        body: '',
        template: {
          kind: 'fees',
          rows: [
            { name: '단수 입국', amount: '미화 25달러' },
            { name: '복수 입국', amount: '미화 50달러' },
          ],
          note: '공식 사이트에서만 납부하세요. 수수료는 환불되지 않습니다.',
        },
        qr: { url: 'https://evisa.gov.vn/', caption: '공식 사이트' },
      },
      ja: {
        title: '電子ビザの手数料について',
        body: '',
        template: {
          kind: 'fees',
          rows: [
            { name: '1回限りの入国', amount: '25米ドル' },
            { name: '複数回の入国', amount: '50米ドル' },
          ],
          note: 'お支払いは公式サイトのみです。手数料は返金されません。',
        },
        qr: { url: 'https://evisa.gov.vn/', caption: '公式サイトはこちら' },
      },
      fr: {
        title: 'Tarifs du visa électronique',
        body: '',
        template: {
          kind: 'fees',
          rows: [
            { name: 'Entrée unique', amount: '25 USD' },
            { name: 'Entrées multiples', amount: '50 USD' },
          ],
          note: 'Ne payez que sur le portail officiel. Aucun remboursement.',
        },
        qr: { url: 'https://evisa.gov.vn/', caption: 'Le portail officiel' },
      },
    },
  },
  {
    key: 'ways-from-here',
    category: 'transport',
    variants: {
      vi: {
        title: 'Đường đi từ sảnh đến',
        body: '',
        template: {
          kind: 'directions',
          rows: [
            { sign: 'taxi', place: 'Taxi và xe công nghệ', distance: '100 m' },
            { sign: 'bus', place: 'Xe buýt về trung tâm thành phố', distance: '200 m' },
            { sign: 'lift', place: 'Lên sảnh đi', distance: 'tầng trên' },
          ],
        },
      },
      en: {
        title: 'Ways on from the arrivals hall',
        body: '',
        template: {
          kind: 'directions',
          rows: [
            { sign: 'taxi', place: 'Taxis and ride-hailing', distance: '100 m' },
            { sign: 'bus', place: 'Buses to the city centre', distance: '200 m' },
            { sign: 'lift', place: 'To the departures hall', distance: 'upstairs' },
          ],
        },
      },
      'zh-Hans': {
        title: '到达大厅出行指引',
        body: '',
        template: {
          kind: 'directions',
          rows: [
            { sign: 'taxi', place: '出租车与网约车', distance: '100米' },
            { sign: 'bus', place: '前往市中心的公交车', distance: '200米' },
            { sign: 'lift', place: '前往出发大厅', distance: '楼上' },
          ],
        },
      },
      ko: {
        title: '도착장에서 가는 길',
        body: '',
        template: {
          kind: 'directions',
          rows: [
            { sign: 'taxi', place: '택시 및 호출 차량', distance: '100미터' },
            { sign: 'bus', place: '시내행 버스', distance: '200미터' },
            { sign: 'lift', place: '출발장으로', distance: '위층' },
          ],
        },
      },
      ja: {
        title: '到着ロビーからのご案内',
        body: '',
        template: {
          kind: 'directions',
          rows: [
            { sign: 'taxi', place: 'タクシー・配車サービス', distance: '100メートル' },
            { sign: 'bus', place: '市内中心部行きのバス', distance: '200メートル' },
            { sign: 'lift', place: '出発ロビーへ', distance: '上の階' },
          ],
        },
      },
      fr: {
        title: 'En sortant du hall des arrivées',
        body: '',
        template: {
          kind: 'directions',
          rows: [
            { sign: 'taxi', place: 'Taxis et VTC', distance: '100 m' },
            { sign: 'bus', place: 'Bus vers le centre-ville', distance: '200 m' },
            { sign: 'lift', place: 'Vers le hall des départs', distance: 'à l’étage' },
          ],
        },
      },
    },
  },
];
