import type { DemoArticle } from './demo-article.ts';

export const customsDeclaration = {
  key: 'customs-declaration',
  category: 'customs',
  variants: {
    vi: {
      title: 'Hải quan: những gì phải khai báo',
      summary: 'Tiền mặt, vàng, hàng vượt định mức miễn thuế và những mặt hàng bị cấm; cách khai báo tại quầy hải quan.',
      blocks: [
        {
          kind: 'paragraph',
          text: 'Hãy khai báo nếu bạn mang theo bất kỳ thứ gì trong danh sách dưới đây. Nếu không chắc chắn, hãy hỏi cán bộ hải quan trước khi đi qua khu vực kiểm tra.',
        },
        { kind: 'heading', text: 'Phải khai báo' },
        {
          kind: 'list',
          items: [
            'Tiền mặt trên 5.000 USD hoặc ngoại tệ khác tương đương, hoặc trên 15 triệu đồng',
            'Vàng, kim loại quý, đá quý: mức phải khai báo niêm yết tại quầy hải quan',
            'Rượu, thuốc lá và hàng hóa vượt định mức miễn thuế',
            'Thuốc có chứa chất gây nghiện hoặc chất hướng thần: mang theo đơn thuốc của bác sĩ',
            'Động vật, thực vật và sản phẩm của chúng: phải kiểm dịch',
          ],
        },
        { kind: 'heading', text: 'Không được mang vào' },
        {
          kind: 'list',
          items: [
            'Vũ khí, đạn dược, vật liệu nổ và pháo',
            'Ma túy và các chất bị cấm khác',
            'Thuốc lá điện tử và thuốc lá nung nóng',
            'Ngà voi, sừng tê giác và sản phẩm từ động vật hoang dã được bảo vệ',
            'Tiền giả và hàng giả',
          ],
        },
        { kind: 'heading', text: 'Cách khai báo' },
        {
          kind: 'steps',
          items: [
            'Đến quầy hải quan sau khi nhận hành lý và nói rằng bạn cần khai báo.',
            'Điền đầy đủ, trung thực vào tờ khai và ký tên.',
            'Xuất trình tiền hoặc hàng hóa khi được yêu cầu; nộp thuế nếu có và nhận biên lai.',
            'Giữ tờ khai đã được xác nhận cho đến khi xuất cảnh.',
          ],
        },
        {
          kind: 'paragraph',
          text: 'Tiền và hàng hóa không khai báo có thể bị tạm giữ, tịch thu và bị xử phạt. Quy định khi xuất cảnh có thể khác; hãy hỏi hải quan trước khi gửi hành lý.',
        },
      ],
    },
    en: {
      title: 'Customs: what to declare',
      summary: 'Cash, gold, goods above the duty-free allowance and what may not be brought in; how to declare at the customs counter.',
      blocks: [
        {
          kind: 'paragraph',
          text: 'Make a declaration if you carry anything on the list below. If you are not sure, ask a customs officer before you walk through.',
        },
        { kind: 'heading', text: 'You must declare' },
        {
          kind: 'list',
          items: [
            'Cash over USD 5,000 or the equivalent in another foreign currency, or over VND 15 million',
            'Gold, precious metals and gemstones: the limits are posted at the customs counter',
            'Alcohol, tobacco and other goods above the duty-free allowance',
            'Medicines with narcotic or psychotropic substances: bring your doctor’s prescription',
            'Animals, plants and products made from them: these need quarantine inspection',
          ],
        },
        { kind: 'heading', text: 'You may not bring in' },
        {
          kind: 'list',
          items: [
            'Weapons, ammunition, explosives and fireworks',
            'Narcotics and other prohibited substances',
            'Electronic cigarettes and heated tobacco products',
            'Ivory, rhinoceros horn and products of protected wildlife',
            'Counterfeit money and counterfeit goods',
          ],
        },
        { kind: 'heading', text: 'How to declare' },
        {
          kind: 'steps',
          items: [
            'After baggage claim, go to the customs counter and say that you have something to declare.',
            'Fill in the form completely and truthfully, and sign it.',
            'Show the cash or goods when asked; pay any duty due and take the receipt.',
            'Keep the endorsed form until you leave Vietnam.',
          ],
        },
        {
          kind: 'paragraph',
          text: 'Undeclared cash and goods may be held or confiscated, and you may be fined. The rules for leaving can differ; ask customs before you check in your baggage.',
        },
      ],
    },
    'zh-Hans': {
      title: '海关：哪些物品须申报',
      summary: '现金、黄金、超出免税额度的物品和禁止携带入境的物品，以及如何在海关柜台申报。',
      blocks: [
        {
          kind: 'paragraph',
          text: '如携带下列任何物品，请主动申报。如不确定，请在通过查验区前咨询海关人员。',
        },
        { kind: 'heading', text: '必须申报' },
        {
          kind: 'list',
          items: [
            '超过5000美元或等值其他外币的现金，或超过1500万越南盾的现金',
            '黄金、贵金属和宝石：申报限额见海关柜台公示',
            '超出免税额度的酒类、烟草和其他物品',
            '含麻醉或精神药物成分的药品：请携带医生处方',
            '动植物及其制品：须接受检疫',
          ],
        },
        { kind: 'heading', text: '禁止携带入境' },
        {
          kind: 'list',
          items: [
            '武器、弹药、爆炸物和烟花爆竹',
            '毒品和其他违禁药物',
            '电子烟和加热烟草制品',
            '象牙、犀牛角和受保护野生动物制品',
            '假币和假冒商品',
          ],
        },
        { kind: 'heading', text: '如何申报' },
        {
          kind: 'steps',
          items: [
            '提取行李后前往海关柜台，说明需要申报。',
            '完整、如实填写申报单并签名。',
            '按要求出示现金或物品；如需缴税，请缴纳并索取收据。',
            '将经海关确认的申报单保留至离境。',
          ],
        },
        {
          kind: 'paragraph',
          text: '未申报的现金和物品可能被扣留或没收，并可能被处以罚款。出境规定可能有所不同，请在托运行李前咨询海关。',
        },
      ],
    },
    ko: {
      title: '세관: 신고해야 할 물품',
      summary: '현금, 금, 면세 한도를 넘는 물품과 반입 금지 물품, 세관 창구에서 신고하는 방법을 안내합니다.',
      blocks: [
        {
          kind: 'paragraph',
          text: '아래 목록에 해당하는 물품이 있으면 신고하세요. 확실하지 않으면 검사 구역을 지나기 전에 세관 직원에게 문의하세요.',
        },
        { kind: 'heading', text: '반드시 신고해야 하는 것' },
        {
          kind: 'list',
          items: [
            '미화 5,000달러 또는 이에 상당하는 다른 외화, 혹은 1,500만 동을 초과하는 현금',
            '금, 귀금속, 보석: 신고 기준은 세관 창구에 게시되어 있습니다',
            '면세 한도를 초과하는 주류, 담배 및 기타 물품',
            '마약성 또는 향정신성 성분이 든 의약품: 의사의 처방전을 지참하세요',
            '동식물과 그 가공품: 검역을 받아야 합니다',
          ],
        },
        { kind: 'heading', text: '반입할 수 없는 것' },
        {
          kind: 'list',
          items: [
            '무기, 탄약, 폭발물, 폭죽',
            '마약 및 기타 금지 약물',
            '전자담배와 궐련형 가열 담배',
            '상아, 코뿔소 뿔 등 보호 야생동물로 만든 제품',
            '위조지폐와 위조 상품',
          ],
        },
        { kind: 'heading', text: '신고 방법' },
        {
          kind: 'steps',
          items: [
            '수하물을 찾은 뒤 세관 창구로 가서 신고할 것이 있다고 말하세요.',
            '신고서를 빠짐없이 사실대로 작성하고 서명하세요.',
            '요청을 받으면 현금이나 물품을 제시하세요. 세금이 있으면 납부하고 영수증을 받으세요.',
            '확인받은 신고서는 출국할 때까지 보관하세요.',
          ],
        },
        {
          kind: 'paragraph',
          text: '신고하지 않은 현금과 물품은 유치되거나 몰수될 수 있으며 벌금이 부과될 수 있습니다. 출국할 때의 규정은 다를 수 있으니 수하물을 부치기 전에 세관에 문의하세요.',
        },
      ],
    },
    ja: {
      title: '税関：申告が必要なもの',
      summary: '現金、金、免税範囲を超える物品、持ち込めない物品と、税関カウンターでの申告方法をご案内します。',
      blocks: [
        {
          kind: 'paragraph',
          text: '次のいずれかをお持ちの場合は申告してください。ご不明な点があれば、検査場を通る前に税関職員にお尋ねください。',
        },
        { kind: 'heading', text: '申告が必要なもの' },
        {
          kind: 'list',
          items: [
            '5,000米ドル相当額を超える外貨、または1,500万ドンを超えるベトナムドンの現金',
            '金、貴金属、宝石：申告の基準は税関カウンターに掲示されています',
            '免税範囲を超える酒類、たばこ、その他の物品',
            '麻薬成分または向精神成分を含む医薬品：医師の処方箋をお持ちください',
            '動植物とその製品：検疫を受ける必要があります',
          ],
        },
        { kind: 'heading', text: '持ち込めないもの' },
        {
          kind: 'list',
          items: [
            '武器、弾薬、爆発物、花火・爆竹',
            '麻薬およびその他の禁止薬物',
            '電子たばこ、加熱式たばこ',
            '象牙、犀角など、保護された野生動物の製品',
            '偽造通貨、偽造品',
          ],
        },
        { kind: 'heading', text: '申告の方法' },
        {
          kind: 'steps',
          items: [
            '荷物を受け取ったら税関カウンターへ行き、申告するものがあることを伝えます。',
            '申告書に漏れなく正確に記入し、署名します。',
            '求められたら現金や物品を提示します。税金がかかる場合は納付し、領収書を受け取ります。',
            '確認を受けた申告書は、出国まで保管します。',
          ],
        },
        {
          kind: 'paragraph',
          text: '申告しなかった現金や物品は、留置または没収され、罰金を科されることがあります。出国時の規則は異なる場合がありますので、荷物を預ける前に税関にお尋ねください。',
        },
      ],
    },
    fr: {
      title: 'Douane\u00A0: ce qu’il faut déclarer',
      summary: 'Espèces, or, marchandises au-delà de la franchise et produits interdits\u00A0; comment déclarer au guichet de la douane.',
      blocks: [
        {
          kind: 'paragraph',
          text: 'Faites une déclaration si vous transportez l’un des éléments ci-dessous. En cas de doute, renseignez-vous auprès d’un douanier avant de passer.',
        },
        { kind: 'heading', text: 'À déclarer' },
        {
          kind: 'list',
          items: [
            'Les espèces au-delà de 5\u00A0000\u00A0USD ou de l’équivalent en devises, ou de 15\u00A0millions de dongs',
            'L’or, les métaux précieux et les pierres précieuses\u00A0: les seuils sont affichés au guichet de la douane',
            'L’alcool, le tabac et les autres marchandises au-delà de la franchise',
            'Les médicaments contenant des stupéfiants ou des psychotropes\u00A0: munissez-vous de l’ordonnance',
            'Les animaux, les végétaux et leurs produits\u00A0: ils sont soumis à la quarantaine',
          ],
        },
        { kind: 'heading', text: 'Interdit à l’entrée' },
        {
          kind: 'list',
          items: [
            'Armes, munitions, explosifs et feux d’artifice',
            'Stupéfiants et autres substances interdites',
            'Cigarettes électroniques et tabac à chauffer',
            'Ivoire, corne de rhinocéros et produits d’espèces sauvages protégées',
            'Fausse monnaie et contrefaçons',
          ],
        },
        { kind: 'heading', text: 'Comment déclarer' },
        {
          kind: 'steps',
          items: [
            'Après le retrait des bagages, allez au guichet de la douane et dites que vous avez quelque chose à déclarer.',
            'Remplissez le formulaire complètement et sincèrement, puis signez-le.',
            'Présentez les espèces ou les marchandises sur demande\u00A0; réglez les droits éventuels contre reçu.',
            'Conservez le formulaire visé jusqu’à votre départ du Vietnam.',
          ],
        },
        {
          kind: 'paragraph',
          text: 'Les espèces et marchandises non déclarées peuvent être retenues ou confisquées, et vous exposent à une amende. Les règles de sortie peuvent différer\u00A0; renseignez-vous auprès de la douane avant d’enregistrer vos bagages.',
        },
      ],
    },
  },
} as const satisfies DemoArticle;
