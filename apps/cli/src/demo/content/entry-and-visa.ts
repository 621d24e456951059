import type { DemoArticle } from './demo-article.ts';

export const entryAndVisa = {
  key: 'entry-and-visa',
  category: 'border',
  variants: {
    vi: {
      title: 'Nhập cảnh và thị thực',
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
            'Vé khứ hồi hoặc vé đi tiếp, nếu được yêu cầu xuất trình',
          ],
        },
        { kind: 'heading', text: 'Tại quầy nhập cảnh' },
        {
          kind: 'steps',
          items: [
            'So họ tên, ngày sinh và số hộ chiếu trên thị thực với hộ chiếu.',
            'Xếp hàng theo biển chỉ dẫn: hộ chiếu Việt Nam hoặc hộ chiếu nước ngoài.',
            'Xuất trình hộ chiếu và thị thực; trẻ em làm thủ tục cùng cha mẹ hoặc người đi kèm.',
            'Kiểm tra ngày nhập cảnh và thời hạn tạm trú trên dấu trước khi rời quầy.',
            'Nhận hành lý rồi đi qua khu vực hải quan.',
          ],
        },
        { kind: 'heading', text: 'Khi có sai sót' },
        {
          kind: 'paragraph',
          text: 'Nếu thị thực sai tên, sai số hộ chiếu hoặc chưa đến ngày có hiệu lực, hãy báo cho cán bộ trước khi xếp hàng. Chỉ xin thị thực điện tử trên cổng thông tin chính thức, có địa chỉ kết thúc bằng .gov.vn; các trang khác có thể thu thêm tiền hoặc lừa đảo.',
        },
        {
          kind: 'paragraph',
          text: 'Đóng dấu nhập cảnh không mất phí. Cơ sở lưu trú có trách nhiệm khai báo tạm trú cho khách; nếu ở nhà người quen, hãy đề nghị chủ nhà khai báo.',
        },
      ],
    },
    en: {
      title: 'Entry and visa',
      summary: 'Which papers to have ready, what happens at the immigration counter, and what to do if your visa contains a mistake.',
      blocks: [
        {
          kind: 'paragraph',
          text: 'Everyone arriving from abroad passes immigration before collecting checked baggage. Papers at hand make the queue faster for all.',
        },
        { kind: 'heading', text: 'Have these ready' },
        {
          kind: 'list',
          items: [
            'A passport valid for at least six months, with an empty page',
            'Your visa, your e-visa, or proof that you need none',
            'The address where you will stay first in Vietnam',
            'A return or onward ticket, in case you are asked for it',
          ],
        },
        { kind: 'heading', text: 'At the immigration counter' },
        {
          kind: 'steps',
          items: [
            'Compare the name, date of birth and passport number on your visa with your passport.',
            'Follow the signs to the right queue: Vietnamese passports or foreign passports.',
            'Show passport and visa; children go to the counter with the adult they travel with.',
            'Before you walk on, check the date of entry and the permitted stay on the stamp.',
            'Collect your baggage and continue to customs.',
          ],
        },
        { kind: 'heading', text: 'If something is wrong' },
        {
          kind: 'paragraph',
          text: 'If the name or passport number on your visa is wrong, or the visa is not valid yet, tell an officer before you join the queue. Apply for e-visas only on the official portal, whose address ends in .gov.vn; other sites may charge extra or be fraudulent.',
        },
        {
          kind: 'paragraph',
          text: 'Entry stamps are free of charge. Your hotel registers your stay with the local authorities; if you stay in a private home, ask your host to do so.',
        },
      ],
    },
    'zh-Hans': {
      title: '入境与签证',
      summary: '入境需要准备哪些证件、在边检柜台如何办理手续，以及签证信息有误时怎么办。',
      blocks: [
        {
          kind: 'paragraph',
          text: '所有从国外抵达的旅客均须先办理入境手续，再提取托运行李。提前备好证件，可以加快排队速度。',
        },
        { kind: 'heading', text: '请备好以下证件' },
        {
          kind: 'list',
          items: ['有效期至少六个月且有空白页的护照', '签证、电子签证，或免签证明', '在越南的首个住宿地址', '返程或续程票（如被要求出示）'],
        },
        { kind: 'heading', text: '在入境边检柜台' },
        {
          kind: 'steps',
          items: [
            '核对签证上的姓名、出生日期和护照号码是否与护照一致。',
            '按指示牌排队：越南护照或外国护照。',
            '出示护照和签证；儿童须与同行的成年人一起办理。',
            '离开柜台前，请检查入境章上的入境日期和准许停留期限。',
            '提取行李，然后前往海关。',
          ],
        },
        { kind: 'heading', text: '如有错误' },
        {
          kind: 'paragraph',
          text: '如果签证上的姓名或护照号码有误，或签证尚未生效，请在排队前告知工作人员。请仅通过官方网站（网址以 .gov.vn 结尾）申请电子签证；其他网站可能加收费用，甚至涉嫌诈骗。',
        },
        {
          kind: 'paragraph',
          text: '加盖入境章不收费。酒店会为您向当地主管部门办理临时住宿登记；如住在私人住宅，请提醒房主办理登记。',
        },
      ],
    },
    ko: {
      title: '입국과 비자',
      summary: '준비해야 할 서류, 입국심사대에서의 절차, 비자에 오류가 있을 때의 대처 방법을 안내합니다.',
      blocks: [
        {
          kind: 'paragraph',
          text: '해외에서 도착한 모든 승객은 위탁 수하물을 찾기 전에 입국심사를 받습니다. 서류를 미리 준비하면 줄이 더 빨리 줄어듭니다.',
        },
        { kind: 'heading', text: '준비할 서류' },
        {
          kind: 'list',
          items: [
            '유효기간이 6개월 이상 남아 있고 빈 면이 있는 여권',
            '비자, 전자비자 또는 무비자 입국 대상임을 증명하는 서류',
            '베트남에서 처음 묵을 숙소의 주소',
            '왕복 항공권 또는 다음 목적지행 표(제시를 요구받는 경우)',
          ],
        },
        { kind: 'heading', text: '입국심사대에서' },
        {
          kind: 'steps',
          items: [
            '비자의 이름, 생년월일, 여권 번호가 여권과 같은지 확인하세요.',
            '안내 표지에 따라 베트남 여권 또는 외국 여권 줄에 서세요.',
            '여권과 비자를 제시하세요. 어린이는 동행하는 어른과 함께 심사를 받습니다.',
            '심사대를 떠나기 전에 도장의 입국일과 체류 허가 기간을 확인하세요.',
            '수하물을 찾은 뒤 세관으로 이동하세요.',
          ],
        },
        { kind: 'heading', text: '잘못된 내용이 있다면' },
        {
          kind: 'paragraph',
          text: '비자의 이름이나 여권 번호가 틀렸거나 비자 효력이 아직 시작되지 않았다면 줄을 서기 전에 직원에게 알려 주세요. 전자비자는 주소가 .gov.vn으로 끝나는 공식 사이트에서만 신청하세요. 다른 사이트는 추가 요금을 받거나 사기일 수 있습니다.',
        },
        {
          kind: 'paragraph',
          text: '입국 도장은 무료입니다. 숙박 신고는 호텔이 대신해 주며, 개인 주택에 머무는 경우에는 집주인에게 신고를 부탁하세요.',
        },
      ],
    },
    ja: {
      title: '入国とビザ',
      summary: '用意する書類、入国審査カウンターでの流れ、ビザに誤りがあった場合の対処をご案内します。',
      blocks: [
        {
          kind: 'paragraph',
          text: '国外から到着した方は全員、預け荷物を受け取る前に入国審査を受けます。書類をあらかじめご用意いただくと、列が早く進みます。',
        },
        { kind: 'heading', text: 'ご用意いただくもの' },
        {
          kind: 'list',
          items: [
            '有効期間が6か月以上残り、空白ページのあるパスポート',
            'ビザ、電子ビザ、またはビザ免除の対象であることを示す書類',
            'ベトナムで最初に滞在する場所の住所',
            '往復または次の目的地への乗車券・航空券（提示を求められた場合）',
          ],
        },
        { kind: 'heading', text: '入国審査カウンターで' },
        {
          kind: 'steps',
          items: [
            'ビザに記載された氏名、生年月日、旅券番号をパスポートと照らし合わせます。',
            '案内表示に従い、ベトナム旅券または外国旅券の列に並びます。',
            'パスポートとビザを提示します。お子様は同伴の大人と一緒に審査を受けます。',
            'カウンターを離れる前に、スタンプの入国日と滞在許可期間を確認します。',
            '荷物を受け取り、税関へ進みます。',
          ],
        },
        { kind: 'heading', text: '誤りがあったときは' },
        {
          kind: 'paragraph',
          text: 'ビザの氏名や旅券番号が違う場合、またはビザの有効期間が始まっていない場合は、並ぶ前に係員にお申し出ください。電子ビザの申請は、アドレスの末尾が .gov.vn の公式サイトでのみ行ってください。それ以外のサイトでは、余分な料金を取られたり、詐欺にあったりするおそれがあります。',
        },
        {
          kind: 'paragraph',
          text: '入国スタンプは無料です。滞在の届け出は宿泊施設が行います。個人宅に滞在する場合は、家主に届け出を依頼してください。',
        },
      ],
    },
    fr: {
      title: 'Entrée et visa',
      summary: 'Les documents à préparer, le passage au guichet de l’immigration et que faire si votre visa comporte une erreur.',
      blocks: [
        {
          kind: 'paragraph',
          text: 'Tous les passagers venant de l’étranger passent le contrôle d’immigration avant de récupérer leurs bagages enregistrés. Des documents prêts à l’avance accélèrent la file pour tous.',
        },
        { kind: 'heading', text: 'À préparer' },
        {
          kind: 'list',
          items: [
            'Un passeport valable au moins six mois, avec une page vierge',
            'Votre visa, votre visa électronique ou un justificatif d’exemption',
            'L’adresse de votre premier hébergement au Vietnam',
            'Un billet de retour ou de continuation, s’il vous est demandé',
          ],
        },
        { kind: 'heading', text: 'Au guichet de l’immigration' },
        {
          kind: 'steps',
          items: [
            'Comparez le nom, la date de naissance et le numéro de passeport du visa avec votre passeport.',
            'Suivez les panneaux vers la bonne file\u00A0: passeports vietnamiens ou étrangers.',
            'Présentez passeport et visa\u00A0; les enfants passent avec l’adulte qui les accompagne.',
            'Avant de partir, vérifiez la date d’entrée et la durée de séjour autorisée sur le tampon.',
            'Récupérez vos bagages, puis passez à la douane.',
          ],
        },
        { kind: 'heading', text: 'En cas d’erreur' },
        {
          kind: 'paragraph',
          text: 'Si le nom ou le numéro de passeport est erroné, ou si le visa n’est pas encore valable, prévenez un agent avant de faire la queue. Ne demandez un visa électronique que sur le portail officiel, dont l’adresse se termine par .gov.vn\u00A0; d’autres sites peuvent être plus chers ou frauduleux.',
        },
        {
          kind: 'paragraph',
          text: 'Le tampon d’entrée est gratuit. Votre hôtel déclare votre séjour aux autorités locales\u00A0; si vous logez chez un particulier, demandez-lui de le faire.',
        },
      ],
    },
  },
} as const satisfies DemoArticle;
