import type { TestArticle } from './article-items.ts';

/** Three articles as the demo has them, shorter: enough to see every kind of block in four scripts. */
export const sampleArticles: readonly TestArticle[] = [
  {
    id: '01990a10-7c11-7aaa-8bbb-0123456789ab',
    category: 'border',
    variants: {
      vi: {
        title: 'Nhập cảnh và thị thực điện tử',
        summary: 'Những giấy tờ cần chuẩn bị, trình tự tại quầy nhập cảnh và cách xử lý khi thị thực có sai sót.',
        blocks: [
          {
            kind: 'paragraph',
            text: 'Mọi hành khách đến từ nước ngoài đều làm thủ tục nhập cảnh trước khi nhận hành lý ký gửi. Chuẩn bị giấy tờ từ trước sẽ giúp cả hàng đi nhanh hơn.',
          },
          { kind: 'heading', text: 'Giấy tờ cần có' },
          {
            kind: 'list',
            items: [
              'Hộ chiếu còn hạn ít nhất sáu tháng và còn trang trống',
              'Thị thực, thị thực điện tử, hoặc giấy tờ chứng minh được miễn thị thực',
              'Địa chỉ nơi lưu trú đầu tiên tại Việt Nam',
            ],
          },
          { kind: 'heading', text: 'Tại quầy nhập cảnh' },
          {
            kind: 'steps',
            items: [
              'So họ tên, ngày sinh và số hộ chiếu trên thị thực với hộ chiếu.',
              'Xếp hàng theo biển chỉ dẫn: hộ chiếu Việt Nam hoặc hộ chiếu nước ngoài.',
              'Nhận hành lý rồi đi qua khu vực hải quan.',
            ],
          },
        ],
      },
      en: {
        title: 'Entry and the e-visa',
        summary: 'Which papers to have ready, what happens at the immigration counter, and what to do if your visa contains a mistake.',
        blocks: [
          {
            kind: 'paragraph',
            text: 'Everyone arriving from abroad passes immigration before collecting checked baggage. Papers at hand make the queue faster for all.',
          },
          { kind: 'heading', text: 'Have these ready' },
          {
            kind: 'list',
            items: ['A passport valid for at least six months, with an empty page', 'Your visa, your e-visa, or proof that you need none'],
          },
          { kind: 'heading', text: 'At the counter' },
          {
            kind: 'steps',
            items: [
              'Compare name, date of birth and passport number on the visa with your passport.',
              'Queue by the signs: Vietnamese passports or foreign passports.',
              'Collect your baggage and go through customs.',
            ],
          },
        ],
      },
      'zh-Hans': {
        title: '入境与电子签证',
        summary: '需要准备的证件、入境柜台的流程，以及签证有误时的处理办法。',
        blocks: [
          { kind: 'paragraph', text: '所有从国外抵达的旅客，都须先办理入境手续，再提取托运行李。' },
          { kind: 'heading', text: '请备好以下证件' },
          { kind: 'list', items: ['有效期至少六个月、尚有空白页的护照', '签证、电子签证或免签证明'] },
          {
            kind: 'steps',
            items: ['核对签证与护照上的姓名、出生日期和护照号码。', '按指示牌排队：越南护照或外国护照。', '提取行李后通过海关。'],
          },
        ],
      },
      ja: {
        title: '入国と電子ビザ',
        summary: '準備する書類、入国審査の流れ、ビザに誤りがあった場合の対応についてご案内します。',
        blocks: [
          { kind: 'paragraph', text: '国外から到着した方は、受託手荷物を受け取る前に入国審査を受けます。' },
          { kind: 'heading', text: 'ご用意いただくもの' },
          { kind: 'list', items: ['有効期間が6か月以上残り、余白のある旅券', 'ビザ、電子ビザ、またはビザ免除を示す書類'] },
          {
            kind: 'steps',
            items: [
              'ビザと旅券の氏名、生年月日、旅券番号を見比べてください。',
              '案内表示に従ってお並びください。',
              '手荷物を受け取り、税関を通ってください。',
            ],
          },
        ],
      },
    },
  },
  {
    id: '01990a10-7c11-7aaa-8bbb-0123456789cd',
    category: 'customs',
    supplier: 'Cục Hải quan',
    variants: {
      vi: {
        title: 'Khai báo hải quan',
        summary: 'Khi nào phải khai báo, mức tiền mặt được mang theo và những thứ bị cấm.',
        blocks: [{ kind: 'paragraph', text: 'Mang trên 5.000 đô la Mỹ tiền mặt phải khai báo.' }],
      },
      en: {
        title: 'Customs declaration',
        summary: 'When to declare, how much cash you may carry, and what is forbidden.',
        blocks: [{ kind: 'paragraph', text: 'More than 5,000 US dollars in cash must be declared.' }],
      },
      'zh-Hans': {
        title: '海关申报',
        summary: '何时需要申报、可携带的现金数额以及禁止携带的物品。',
        blocks: [{ kind: 'paragraph', text: '携带超过5000美元现金须申报。' }],
      },
      ja: {
        title: '税関申告',
        summary: '申告が必要な場合、持ち込める現金の額、禁止されている品物。',
        blocks: [{ kind: 'paragraph', text: '5,000米ドルを超える現金は申告が必要です。' }],
      },
    },
  },
  {
    id: '01990a10-7c11-7aaa-8bbb-0123456789ef',
    category: 'transport',
    supplier: 'Sở Giao thông vận tải Hà Nội',
    variants: {
      vi: {
        title: 'Từ sân bay về trung tâm Hà Nội',
        summary: 'Xe buýt, taxi và xe công nghệ: chỗ đón, thời gian và giá tham khảo.',
        blocks: [{ kind: 'list', items: ['Xe buýt 86: từ 6 giờ đến 22 giờ', 'Taxi: đi theo biển “Taxi” ở cột 10'] }],
      },
      en: {
        title: 'From the airport to central Hanoi',
        summary: 'Bus, taxi and ride-hailing: where to find them, how long they take, what they cost.',
        blocks: [{ kind: 'list', items: ['Bus 86: from 6:00 to 22:00', 'Taxi: follow the sign “Taxi” to pillar 10'] }],
      },
    },
  },
];
