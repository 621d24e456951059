import type { DemoNotice } from './demo-notice.ts';
import { templateNotices } from './template-notices.ts';

const textNotices: readonly DemoNotice[] = [
  {
    key: 'e-visa-check',
    category: 'border',
    variants: {
      vi: {
        title: 'Kiểm tra thị thực điện tử trước khi xếp hàng làm thủ tục nhập cảnh',
        body: 'Hãy chuẩn bị sẵn hộ chiếu và thị thực điện tử, bản in hoặc trên điện thoại. Họ tên, số hộ chiếu và ngày sinh phải khớp với hộ chiếu. Nếu có sai sót, hãy báo cho cán bộ trước khi xếp hàng.',
      },
      en: {
        title: 'Check your e-visa before you queue for immigration',
        body: 'Have your passport and e-visa ready, printed or on your phone. Name, passport number and date of birth must match your passport exactly. If anything is wrong, tell an officer before you join the queue.',
      },
      'zh-Hans': {
        title: '排队办理入境手续前，请先核对电子签证',
        body: '请备好护照和电子签证，纸质版或手机显示均可。签证上的姓名、护照号码和出生日期必须与护照完全一致。如有错误，请在排队前告知工作人员。',
      },
      ko: {
        title: '입국심사 줄을 서기 전에 전자비자를 확인하세요',
        body: '여권과 전자비자를 준비하세요. 출력본이나 휴대전화 화면 모두 가능합니다. 이름, 여권 번호, 생년월일이 여권과 정확히 일치해야 합니다. 잘못된 내용이 있으면 줄을 서기 전에 직원에게 알려 주세요.',
      },
      ja: {
        title: '入国審査に並ぶ前に電子ビザをご確認ください',
        body: 'パスポートと電子ビザをご用意ください。印刷したものでもスマートフォンの画面でも構いません。氏名、旅券番号、生年月日がパスポートと完全に一致している必要があります。誤りがある場合は、並ぶ前に係員にお申し出ください。',
      },
      fr: {
        title: 'Vérifiez votre visa électronique avant le contrôle des passeports',
        body: 'Préparez passeport et visa électronique, imprimé ou sur téléphone. Nom, numéro de passeport et date de naissance doivent correspondre exactement. En cas d’erreur, prévenez un agent avant de faire la queue.',
      },
    },
  },
  {
    key: 'cash-declaration',
    category: 'customs',
    variants: {
      vi: {
        title: 'Mang trên 5.000 USD tiền mặt? Hãy khai báo hải quan',
        body: 'Phải khai báo khi mang tiền mặt trên 5.000 USD hoặc ngoại tệ khác có giá trị tương đương, hoặc trên 15 triệu đồng. Hãy đến quầy hải quan và giữ tờ khai đã được xác nhận cho đến khi xuất cảnh.',
      },
      en: {
        title: 'Carrying more than USD 5,000 in cash? Declare it to customs',
        body: 'Cash over USD 5,000 or the equivalent in another foreign currency, or over VND 15 million, must be declared. Go to the customs counter and keep the endorsed form until you leave Vietnam.',
      },
      'zh-Hans': {
        title: '携带现金超过5000美元，请向海关申报',
        body: '携带外币现金超过5000美元（或等值的其他外币），或越南盾现金超过1500万盾，必须申报。请前往海关柜台办理，并将经海关确认的申报单保留至离境。',
      },
      ko: {
        title: '미화 5,000달러를 초과하는 현금은 세관에 신고하세요',
        body: '미화 5,000달러 또는 이에 상당하는 다른 외화, 혹은 1,500만 동을 초과하는 현금은 반드시 신고해야 합니다. 세관 창구에서 신고하고, 확인받은 신고서는 출국할 때까지 보관하세요.',
      },
      ja: {
        title: '5,000米ドルを超える現金は税関で申告してください',
        body: '5,000米ドル相当額を超える外貨、または1,500万ドンを超えるベトナムドンの現金は申告が必要です。税関カウンターで手続きを行い、確認を受けた申告書は出国まで保管してください。',
      },
      fr: {
        title: 'Plus de 5\u00A0000\u00A0USD en espèces\u00A0? Déclarez-les à la douane',
        body: 'Au-delà de 5\u00A0000\u00A0USD ou de l’équivalent en devises, ou de 15\u00A0millions de dongs, les espèces doivent être déclarées. Allez au guichet de la douane et gardez le formulaire visé jusqu’à votre départ.',
      },
    },
  },
  {
    key: 'city-transport',
    category: 'transport',
    variants: {
      vi: {
        title: 'Về trung tâm Hà Nội: xe buýt 86 hoặc taxi tại điểm đón chính thức',
        body: 'Xe buýt 86 chạy từ nhà ga T2 về Ga Hà Nội. Với taxi, chỉ lên xe tại điểm đón chính thức và yêu cầu bật đồng hồ, hoặc đặt xe qua ứng dụng. Không đi theo người chèo kéo khách trong sảnh đến.',
      },
      en: {
        title: 'To central Hanoi: bus 86 or a taxi from the official rank',
        body: 'Bus 86 runs from Terminal 2 to Hanoi railway station. Taxis: board only at the official rank and ask for the meter, or book by app. Do not follow anyone who approaches you in the arrivals hall.',
      },
      'zh-Hans': {
        title: '前往河内市中心：请乘86路公交车或在正规候车点乘出租车',
        body: '86路公交车由T2航站楼开往河内火车站。乘坐出租车请到正规候车点上车并要求打表，也可通过手机应用叫车。请勿跟随在到达大厅揽客的人员。',
      },
      ko: {
        title: '하노이 시내로 갈 때는 86번 버스나 공식 승차장의 택시를 이용하세요',
        body: '86번 버스는 제2터미널(T2)에서 하노이역까지 운행합니다. 택시는 공식 승차장에서만 타고 미터기 사용을 요청하거나 앱으로 호출하세요. 입국장에서 호객하는 사람을 따라가지 마세요.',
      },
      ja: {
        title: 'ハノイ中心部へは86番バス、または正規乗り場のタクシーで',
        body: '86番バスは第2ターミナル（T2）とハノイ駅を結んでいます。タクシーは必ず正規の乗り場から乗車し、メーターの使用を求めるか、配車アプリをご利用ください。到着ロビーで声をかけてくる客引きにはついて行かないでください。',
      },
      fr: {
        title: 'Vers le centre de Hanoï\u00A0: bus 86 ou taxi à la station officielle',
        body: 'Le bus 86 relie le terminal 2 à la gare de Hanoï. Taxi\u00A0: montez uniquement à la station officielle et demandez le compteur, ou réservez par application. Ne suivez pas les rabatteurs du hall des arrivées.',
      },
    },
  },
  {
    key: 'international-train',
    category: 'transport',
    variants: {
      vi: {
        title: 'Tàu liên vận Hà Nội – Nam Ninh: làm thủ tục xuất cảnh tại ga Đồng Đăng',
        body: 'Tại ga Đồng Đăng, hành khách xuống tàu cùng toàn bộ hành lý để kiểm tra hộ chiếu và hải quan. Hãy cầm sẵn hộ chiếu, thị thực và vé. Xem kỹ ga đi ghi trên vé: tàu có thể khởi hành từ ga Gia Lâm.',
      },
      en: {
        title: 'Hanoi–Nanning train: passport and customs checks at Dong Dang',
        body: 'At Dong Dang, leave the train with all your luggage for passport and customs checks. Keep passport, visa and ticket at hand. Check the departure station on your ticket: the train may leave from Gia Lam.',
      },
      'zh-Hans': {
        title: '河内至南宁国际列车：在同登站办理出境手续',
        body: '列车抵达同登站后，旅客须携带全部行李下车，接受护照和海关检查。请随身备好护照、签证和车票。请核对车票上的发车站：列车可能从嘉林站发车。',
      },
      ko: {
        title: '하노이–난닝 국제열차: 동당역에서 출국 수속',
        body: '동당(Đồng Đăng)역에서 모든 짐을 가지고 내려 여권 심사와 세관 검사를 받습니다. 여권, 비자, 승차권을 준비하세요. 열차가 잘럼(Gia Lâm)역에서 출발할 수 있으니 승차권의 출발역을 확인하세요.',
      },
      ja: {
        title: 'ハノイ発南寧行き国際列車：出国手続きはドンダン駅で',
        body: 'ドンダン駅ですべての荷物を持って下車し、旅券審査と税関検査を受けます。パスポート、ビザ、乗車券をお手元にご用意ください。列車はザーラム駅発の場合があります。乗車券の発駅をご確認ください。',
      },
      fr: {
        title: 'Train Hanoï–Nanning\u00A0: formalités de sortie à Dong Dang',
        body: 'À Dong Dang, descendez avec tous vos bagages pour le contrôle des passeports et de la douane. Gardez passeport, visa et billet à portée de main. Vérifiez la gare de départ sur le billet\u00A0: parfois Gia Lam.',
      },
    },
  },
  {
    key: 'dengue-prevention',
    category: 'health',
    variants: {
      vi: {
        title: 'Phòng bệnh sốt xuất huyết: tránh để muỗi đốt',
        body: 'Muỗi truyền bệnh sốt xuất huyết đốt cả ban ngày. Hãy mặc quần áo dài, bôi thuốc chống muỗi và ngủ trong màn. Nếu sốt cao, đau đầu hoặc phát ban, hãy đến cơ sở y tế ngay. Cấp cứu y tế: 115.',
      },
      en: {
        title: 'Dengue fever: protect yourself from mosquito bites',
        body: 'The mosquitoes that carry dengue also bite by day. Wear long sleeves, use repellent and sleep under a net. If you have a high fever, a headache or a rash, see a doctor at once. Medical emergency: dial 115.',
      },
      'zh-Hans': {
        title: '预防登革热：请防止蚊虫叮咬',
        body: '传播登革热的蚊子白天也会叮人。请穿长袖衣裤，使用驱蚊剂，睡觉时使用蚊帐。如出现高烧、头痛或皮疹，请立即就医。医疗急救电话：115。',
      },
      ko: {
        title: '뎅기열 예방: 모기에 물리지 않도록 주의하세요',
        body: '뎅기열을 옮기는 모기는 낮에도 뭅니다. 긴소매 옷을 입고 모기 기피제를 바르며 잘 때는 모기장을 사용하세요. 고열, 두통, 발진이 나타나면 즉시 의료기관을 방문하세요. 구급 전화: 115.',
      },
      ja: {
        title: 'デング熱の予防：蚊に刺されないようご注意ください',
        body: 'デング熱を媒介する蚊は日中も人を刺します。長袖・長ズボンを着用し、虫よけを使い、就寝時は蚊帳をご利用ください。高熱、頭痛、発疹が出たら、すぐに医療機関を受診してください。救急は115番です。',
      },
      fr: {
        title: 'Dengue\u00A0: protégez-vous des piqûres de moustiques',
        body: 'Les moustiques de la dengue piquent aussi le jour. Portez des manches longues, utilisez un répulsif et une moustiquaire. En cas de forte fièvre, de maux de tête ou d’éruption, consultez vite. Urgences\u00A0: 115.',
      },
    },
  },
  {
    key: 'stamp-fee-correction',
    category: 'correction',
    variants: {
      vi: {
        title: 'Đính chính: đóng dấu nhập cảnh không mất phí',
        body: 'Tin trên mạng xã hội nói phải trả tiền để được đóng dấu nhập cảnh là sai sự thật. Lệ phí thị thực, nếu có, được nộp trực tuyến hoặc tại quầy, luôn có biên lai. Nếu bị đòi tiền, hãy báo ngay cho cán bộ.',
      },
      en: {
        title: 'Correction: no fee is charged for immigration stamps',
        body: 'Posts on social media saying that travellers must pay for an entry stamp are false. Visa fees, where due, are paid online or at the counter, always with a receipt. If you are asked for money, tell an officer.',
      },
      'zh-Hans': {
        title: '更正：加盖入境章不收取任何费用',
        body: '社交媒体上关于“盖入境章须付费”的说法不属实。签证费（如需缴纳）在网上或柜台支付，均开具收据。如有人向您索要钱款，请立即告知工作人员。',
      },
      ko: {
        title: '정정: 입국 도장에는 수수료가 없습니다',
        body: '입국 도장을 받으려면 돈을 내야 한다는 SNS 게시물은 사실이 아닙니다. 비자 수수료가 있는 경우 온라인이나 창구에서 납부하며 반드시 영수증이 발급됩니다. 돈을 요구받으면 즉시 직원에게 알려 주세요.',
      },
      ja: {
        title: '訂正：入国スタンプに手数料はかかりません',
        body: '「入国スタンプには支払いが必要」というSNS上の投稿は事実ではありません。ビザの手数料が必要な場合は、オンラインまたは窓口で支払い、必ず領収書が発行されます。金銭を要求されたら、すぐに係員にお知らせください。',
      },
      fr: {
        title: 'Démenti\u00A0: le tampon d’entrée est gratuit',
        body: 'Les messages affirmant qu’il faut payer le tampon d’entrée sont faux. Les frais de visa éventuels se règlent en ligne ou au guichet, toujours contre reçu. Si l’on vous réclame de l’argent, signalez-le à un agent.',
      },
    },
  },
  {
    key: 'unattended-luggage',
    category: 'transport',
    variants: {
      vi: {
        title: 'Luôn giữ hành lý bên mình',
        body: 'Hành lý bỏ lại không có người trông sẽ được lực lượng an ninh kiểm tra và mang đi.',
      },
      en: { title: 'Keep your luggage with you', body: 'Luggage left alone is checked and taken away by security.' },
      'zh-Hans': { title: '请随身看管好行李', body: '无人看管的行李将由安检人员检查并移走。' },
      ko: { title: '짐은 항상 곁에 두세요', body: '방치된 짐은 보안 요원이 검사한 뒤 치웁니다.' },
      ja: { title: 'お荷物から離れないでください', body: '放置されたお荷物は、保安員が検査のうえ撤去します。' },
      fr: { title: 'Gardez vos bagages avec vous', body: 'Tout bagage laissé sans surveillance est contrôlé et retiré par la sûreté.' },
    },
  },
  {
    key: 'tet-greeting',
    category: 'culture',
    variants: {
      vi: {
        title: 'Chúc mừng năm mới – Chúc quý khách một cái Tết an lành',
        body: 'Trong dịp Tết Nguyên đán, nhiều cửa hàng và quán ăn trong thành phố đóng cửa. Hãy hỏi quầy thông tin về giờ mở cửa, và đến sân bay hoặc nhà ga sớm hơn thường lệ.',
      },
      en: {
        title: 'Happy Lunar New Year: we wish you a peaceful Tết',
        body: 'During Tết many shops and restaurants in the city are closed. Ask the information desk about opening hours, and come to the airport or the station earlier than usual.',
      },
      'zh-Hans': {
        title: '新春快乐，祝您春节平安吉祥',
        body: '春节期间，市内许多商店和餐馆停业。营业时间请咨询问讯处，并请比平时更早抵达机场或车站。',
      },
      ko: {
        title: '새해 복 많이 받으세요. 평안한 뗏(설) 명절을 기원합니다!',
        body: '뗏(설) 연휴에는 시내의 많은 상점과 식당이 문을 닫습니다. 영업 시간은 안내 데스크에 문의하시고, 공항이나 역에는 평소보다 일찍 도착하세요.',
      },
      ja: {
        title: '新年おめでとうございます。よいテトをお過ごしください',
        body: 'テト（旧正月）の期間中は、市内の多くの店や飲食店が休業します。営業時間は案内カウンターでお尋ねください。空港や駅へは普段より早めにお越しください。',
      },
      fr: {
        title: 'Bonne année lunaire, et une paisible fête du Têt',
        body: 'Pendant le Têt, beaucoup de magasins et de restaurants de la ville sont fermés. Renseignez-vous au guichet d’information et arrivez plus tôt que d’habitude à l’aéroport ou à la gare.',
      },
    },
  },
];

export const demoNotices: readonly DemoNotice[] = [...textNotices, ...templateNotices];
