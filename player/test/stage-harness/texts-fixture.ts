import type { Alert } from '@gatecast/protocol';
import type { Content } from './release-fixture.ts';

export const borderNotice = {
  vi: {
    kind: 'notice',
    title: 'Chuẩn bị hộ chiếu và thị thực điện tử trước khi đến quầy làm thủ tục nhập cảnh',
    body: 'Hành khách có thị thực điện tử vui lòng mở sẵn bản PDF trên điện thoại hoặc mang theo bản in. Trẻ em dưới 14 tuổi làm thủ tục cùng cha mẹ hoặc người giám hộ. Công dân Việt Nam mang hộ chiếu gắn chíp có thể dùng cổng kiểm soát tự động ở phía bên trái sảnh.',
  },
  en: {
    kind: 'notice',
    title: 'Have your passport and e-visa ready before you reach the immigration desk',
    body: 'Travellers with an e-visa should open the PDF on their phone or carry a printed copy. Children under 14 go through with a parent or guardian. Holders of Vietnamese chip passports may use the automatic gates on the left-hand side of the hall.',
  },
  'zh-Hans': {
    kind: 'notice',
    title: '前往入境柜台前，请备好护照和电子签证',
    body: '持电子签证的旅客请提前在手机上打开PDF文件，或携带打印件。未满14周岁的儿童请与父母或监护人一同办理手续。持越南芯片护照的公民可使用大厅左侧的自动通道。',
  },
  ko: {
    kind: 'notice',
    title: '입국심사대에 도착하기 전에 여권과 전자비자를 준비해 주십시오',
    body: '전자비자 소지자는 휴대전화에 PDF를 미리 열어 두거나 출력본을 지참해 주십시오. 14세 미만 어린이는 부모 또는 보호자와 함께 심사를 받습니다. 칩이 내장된 베트남 여권 소지자는 홀 왼쪽의 자동심사대를 이용할 수 있습니다.',
  },
  ja: {
    kind: 'notice',
    title: '入国審査の前に、パスポートと電子ビザをご用意ください',
    body: '電子ビザをお持ちの方は、スマートフォンでPDFを開いておくか、印刷したものをお持ちください。14歳未満のお子様は保護者の方と一緒に審査をお受けください。ICチップ付きベトナム旅券をお持ちの方は、ホール左側の自動ゲートをご利用いただけます。',
  },
  fr: {
    kind: 'notice',
    title: 'Préparez votre passeport et votre visa électronique avant le guichet',
    body: 'Les voyageurs munis d’un visa électronique sont priés d’ouvrir le PDF sur leur téléphone ou d’en présenter une copie imprimée. Les enfants de moins de 14 ans passent avec un parent ou un tuteur. Les titulaires d’un passeport vietnamien à puce peuvent emprunter les portes automatiques à gauche du hall.',
  },
} satisfies Record<string, Content>;

export const busNotice = {
  vi: {
    kind: 'notice',
    title: 'Xe buýt 86 vào trung tâm Hà Nội',
    body: 'Bến đỗ tại cột số 2, nhà ga T2. Chuyến cuối 23:05. Giá vé 45.000 đồng.',
  },
  en: {
    kind: 'notice',
    title: 'Bus 86 to the centre of Hanoi',
    body: 'Stop at pillar 2, Terminal 2. Last departure 23:05. Fare 45,000 dong.',
  },
} satisfies Record<string, Content>;

export const visaArticle = {
  vi: {
    kind: 'article',
    title: 'Thị thực điện tử: xin ở đâu, mất bao lâu, có giá trị thế nào',
    summary:
      'Thị thực điện tử có giá trị đến 90 ngày, nhập cảnh một hoặc nhiều lần. Hồ sơ nộp trực tuyến và thường được trả kết quả trong ba ngày làm việc.',
    blocks: [{ kind: 'paragraph', text: 'Nộp hồ sơ tại Cổng dịch vụ công.' }],
  },
  en: {
    kind: 'article',
    title: 'E-visas: where to apply, how long it takes and what they allow',
    summary:
      'An e-visa is valid for up to 90 days, for one or several entries. Applications are made online and are usually answered within three working days.',
    blocks: [
      { kind: 'heading', text: 'Where to apply' },
      { kind: 'paragraph', text: 'Apply on the public service portal.' },
      { kind: 'steps', items: ['Fill in the form', 'Upload a photo', 'Pay the fee'] },
    ],
  },
} satisfies Record<string, Content>;

export const evacuation = {
  vi: {
    headline: 'Rời khỏi nhà ga ngay',
    instruction: 'Đi theo biển chỉ dẫn màu xanh tới lối thoát gần nhất. Không dùng thang máy. Để lại hành lý. Tập trung tại bãi đỗ xe P2.',
  },
  en: {
    headline: 'Leave the terminal now',
    instruction: 'Follow the green signs to the nearest exit. Do not use lifts. Leave your luggage. Gather at car park P2.',
  },
  'zh-Hans': { headline: '请立即离开航站楼', instruction: '请沿绿色指示牌前往最近的出口。请勿使用电梯。请放下行李。请到P2停车场集合。' },
  ko: {
    headline: '지금 즉시 터미널에서 대피하십시오',
    instruction: '녹색 표지를 따라 가까운 출구로 이동하십시오. 승강기를 이용하지 마십시오. 짐은 두고 나가십시오. P2 주차장에 모이십시오.',
  },
  ja: {
    headline: '直ちにターミナルから避難してください',
    instruction:
      '緑の案内表示に従い、最寄りの出口へ進んでください。エレベーターは使わないでください。荷物は置いてください。P2駐車場にお集まりください。',
  },
  fr: {
    headline: 'Quittez immédiatement le terminal',
    instruction:
      'Suivez les panneaux verts jusqu’à la sortie la plus proche. N’utilisez pas les ascenseurs. Laissez vos bagages. Rassemblement au parking P2.',
  },
} satisfies Alert['texts'];

export const delay = {
  vi: { headline: 'Bão số 5: nhiều chuyến bay bị hoãn', instruction: 'Vui lòng liên hệ hãng hàng không trước khi ra sân bay.' },
  en: { headline: 'Typhoon no. 5: many flights are delayed', instruction: 'Please contact your airline before travelling to the airport.' },
  'zh-Hans': { headline: '5号台风：多个航班延误', instruction: '前往机场前请联系航空公司。' },
  ko: { headline: '제5호 태풍: 다수 항공편 지연', instruction: '공항으로 출발하기 전에 항공사에 문의하십시오.' },
  ja: { headline: '台風5号：多数の便が遅延', instruction: '空港へ向かう前に航空会社へお問い合わせください。' },
  fr: { headline: 'Typhon n° 5 : nombreux vols retardés', instruction: 'Contactez votre compagnie avant de venir.' },
} satisfies Alert['texts'];
