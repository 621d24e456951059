import type { NoticeContent } from '@gatecast/protocol';

type Forms = {
  readonly title: string;
  readonly body: string;
  readonly steps: readonly string[];
  readonly fees: readonly string[];
  readonly note: string;
  readonly places: readonly string[];
  readonly distance: string;
  readonly caption: string;
};

/** One notice of a border gate in every language that has a font, with what its templates say. */
export const gateForms: Readonly<Record<string, Forms>> = {
  vi: {
    title: 'Làm thủ tục nhập cảnh',
    body: 'Vui lòng chuẩn bị hộ chiếu và thị thực. Xếp hàng sau vạch vàng cho đến khi được gọi.',
    steps: ['Điền tờ khai và giữ lại phần cuống', 'Xuất trình hộ chiếu, thị thực và thẻ lên tàu bay', 'Nhận hành lý rồi qua cửa hải quan'],
    fees: ['Thị thực một lần', 'Thị thực nhiều lần, ba tháng'],
    note: 'Trẻ em dưới 14 tuổi đi cùng cha mẹ được miễn lệ phí.',
    places: ['Quầy làm thủ tục số 5', 'Ga đi quốc tế, tầng ba'],
    distance: '5 phút đi bộ',
    caption: 'Tờ khai trực tuyến',
  },
  en: {
    title: 'Immigration clearance',
    body: 'Please have your passport and visa ready. Wait behind the yellow line until you are called.',
    steps: ['Fill in the form and keep the stub', 'Show passport, visa and boarding pass', 'Collect your luggage, then go through customs'],
    fees: ['Single-entry visa', 'Multiple-entry visa, three months'],
    note: 'Children under 14 who travel with a parent pay nothing.',
    places: ['Check-in counter 5', 'International departures, level 3'],
    distance: '5 minutes on foot',
    caption: 'Declare on line',
  },
  fr: {
    title: 'Contrôle de l’immigration',
    body: 'Préparez votre passeport et votre visa. Attendez derrière la ligne jaune que l’on vous appelle.',
    steps: [
      'Remplissez le formulaire et gardez le talon',
      'Présentez passeport, visa et carte d’embarquement',
      'Reprenez vos bagages, puis passez la douane',
    ],
    fees: ['Visa à entrée unique', 'Visa à entrées multiples, trois mois'],
    note: 'Gratuit pour les enfants de moins de 14 ans accompagnés d’un parent.',
    places: ['Comptoir d’enregistrement 5', 'Départs internationaux, niveau 3'],
    distance: '5 minutes à pied',
    caption: 'Déclarer en ligne',
  },
  ru: {
    title: 'Паспортный контроль',
    body: 'Приготовьте паспорт и визу. Ожидайте за жёлтой линией, пока вас не вызовут.',
    steps: [
      'Заполните карточку и сохраните отрывной талон',
      'Предъявите паспорт, визу и посадочный талон',
      'Получите багаж и пройдите таможню',
    ],
    fees: ['Однократная виза', 'Многократная виза на три месяца'],
    note: 'Дети до 14 лет в сопровождении родителей освобождены от сбора.',
    places: ['Стойка регистрации 5', 'Международные вылеты, этаж 3'],
    distance: '5 минут пешком',
    caption: 'Заполнить онлайн',
  },
  'zh-Hans': {
    title: '办理入境手续',
    body: '请提前准备好护照和签证。请在黄线外等候，听到叫号后再上前办理。',
    steps: ['填写入境卡并保留存根', '出示护照、签证和登机牌', '提取行李后通过海关'],
    fees: ['单次入境签证', '三个月多次入境签证'],
    note: '随父母同行的十四岁以下儿童免费。',
    places: ['五号值机柜台', '三楼国际出发厅'],
    distance: '步行五分钟',
    caption: '网上申报',
  },
  'zh-Hant': {
    title: '辦理入境手續',
    body: '請提前準備好護照和簽證。請在黃線外等候，聽到叫號後再上前辦理。',
    steps: ['填寫入境卡並保留存根', '出示護照、簽證和登機證', '提取行李後通過海關'],
    fees: ['單次入境簽證', '三個月多次入境簽證'],
    note: '隨父母同行的十四歲以下兒童免費。',
    places: ['五號報到櫃檯', '三樓國際出境大廳'],
    distance: '步行五分鐘',
    caption: '線上申報',
  },
  ja: {
    title: '入国手続きのご案内',
    body: 'パスポートとビザをご用意ください。お呼びするまで黄色い線の外側でお待ちください。',
    steps: ['入国カードに記入し、控えを保管する', 'パスポート、ビザ、搭乗券を提示する', '荷物を受け取り、税関を通る'],
    fees: ['一次入国ビザ', '数次入国ビザ（三か月）'],
    note: '保護者に同伴する14歳未満のお子様は無料です。',
    places: ['チェックインカウンター5', '国際線出発ロビー 3階'],
    distance: '徒歩5分',
    caption: 'オンライン申告',
  },
  ko: {
    title: '입국 심사 안내',
    body: '여권과 비자를 미리 준비해 주십시오. 호출할 때까지 노란 선 뒤에서 기다려 주십시오.',
    steps: ['입국 카드를 작성하고 부본을 보관하십시오', '여권, 비자, 탑승권을 제시하십시오', '수하물을 찾은 뒤 세관을 통과하십시오'],
    fees: ['단수 비자', '복수 비자, 3개월'],
    note: '부모와 동반한 14세 미만 어린이는 무료입니다.',
    places: ['체크인 카운터 5', '국제선 출발 3층'],
    distance: '도보 5분',
    caption: '온라인 신고',
  },
  th: {
    title: 'ขั้นตอนการตรวจคนเข้าเมือง',
    body: 'โปรดเตรียมหนังสือเดินทางและวีซ่าให้พร้อม กรุณารอหลังเส้นสีเหลืองจนกว่าเจ้าหน้าที่จะเรียก',
    steps: ['กรอกแบบฟอร์มและเก็บต้นขั้วไว้', 'แสดงหนังสือเดินทาง วีซ่า และบัตรขึ้นเครื่อง', 'รับกระเป๋าแล้วผ่านด่านศุลกากร'],
    fees: ['วีซ่าเข้าครั้งเดียว', 'วีซ่าเข้าหลายครั้ง สามเดือน'],
    note: 'เด็กอายุต่ำกว่า 14 ปีที่เดินทางพร้อมผู้ปกครองไม่เสียค่าธรรมเนียม',
    places: ['เคาน์เตอร์เช็คอิน 5', 'ผู้โดยสารขาออกระหว่างประเทศ ชั้น 3'],
    distance: 'เดิน 5 นาที',
    caption: 'ยื่นแบบออนไลน์',
  },
  lo: {
    title: 'ຂັ້ນຕອນການກວດຄົນເຂົ້າເມືອງ',
    body: 'ກະລຸນາກຽມໜັງສືຜ່ານແດນແລະວີຊາໃຫ້ພ້ອມ ກະລຸນາລໍຖ້າຢູ່ຫຼັງເສັ້ນສີເຫຼືອງຈົນກວ່າຈະຖືກເອີ້ນ',
    steps: ['ຕື່ມແບບຟອມແລະເກັບຕົ້ນຂົ້ວໄວ້', 'ສະແດງໜັງສືຜ່ານແດນ ວີຊາ ແລະບັດຂຶ້ນເຮືອບິນ', 'ຮັບກະເປົາແລ້ວຜ່ານດ່ານພາສີ'],
    fees: ['ວີຊາເຂົ້າຄັ້ງດຽວ', 'ວີຊາເຂົ້າຫຼາຍຄັ້ງ ສາມເດືອນ'],
    note: 'ເດັກນ້ອຍອາຍຸຕ່ຳກວ່າ 14 ປີທີ່ເດີນທາງກັບພໍ່ແມ່ບໍ່ເສຍຄ່າທຳນຽມ',
    places: ['ໂຕະກວດປີ້ 5', 'ຂາອອກສາກົນ ຊັ້ນ 3'],
    distance: 'ຍ່າງ 5 ນາທີ',
    caption: 'ແຈ້ງທາງອອນລາຍ',
  },
  km: {
    title: 'នីតិវិធីអន្តោប្រវេសន៍',
    body: 'សូមរៀបចំលិខិតឆ្លងដែន និងទិដ្ឋាការឱ្យរួចរាល់។ សូមរង់ចាំនៅក្រោយបន្ទាត់ពណ៌លឿងរហូតដល់មន្ត្រីហៅ។',
    steps: ['បំពេញទម្រង់ហើយរក្សាទុកផ្នែកខាងក្រោម', 'បង្ហាញលិខិតឆ្លងដែន ទិដ្ឋាការ និងសំបុត្រឡើងយន្តហោះ', 'យកអីវ៉ាន់រួចឆ្លងកាត់គយ'],
    fees: ['ទិដ្ឋាការចូលម្តង', 'ទិដ្ឋាការចូលច្រើនដង បីខែ'],
    note: 'កុមារអាយុក្រោម ១៤ ឆ្នាំដែលធ្វើដំណើរជាមួយឪពុកម្តាយមិនបង់ថ្លៃទេ។',
    places: ['បញ្ជរលេខ ៥', 'ច្រកចេញអន្តរជាតិ ជាន់ទី ៣'],
    distance: 'ដើរ ៥ នាទី',
    caption: 'ប្រកាសតាមអនឡាញ',
  },
  my: {
    title: 'လူဝင်မှုကြီးကြပ်ရေး',
    body: 'နိုင်ငံကူးလက်မှတ်နှင့် ဗီဇာကို အသင့်ပြင်ထားပါ။ ခေါ်သည်အထိ အဝါရောင်မျဉ်းနောက်တွင် စောင့်ပါ။',
    steps: ['ပုံစံဖြည့်ပြီး အပိုင်းကို သိမ်းထားပါ', 'နိုင်ငံကူးလက်မှတ်၊ ဗီဇာနှင့် လေယာဉ်လက်မှတ်ကို ပြပါ', 'ခရီးဆောင်အိတ်ယူပြီး အကောက်ခွန်ကို ဖြတ်ပါ'],
    fees: ['တစ်ကြိမ်ဝင်ဗီဇာ', 'အကြိမ်ကြိမ်ဝင်ဗီဇာ၊ သုံးလ'],
    note: 'မိဘနှင့်အတူ ခရီးသွားသော ၁၄ နှစ်အောက် ကလေးများ အခမဲ့ဖြစ်သည်။',
    places: ['ကောင်တာ ၅', 'နိုင်ငံတကာ ထွက်ခွာ၊ တတိယထပ်'],
    distance: 'လမ်းလျှောက် ၅ မိနစ်',
    caption: 'အွန်လိုင်းမှ ကြေညာပါ',
  },
  hi: {
    title: 'आप्रवासन जाँच',
    body: 'कृपया अपना पासपोर्ट और वीज़ा तैयार रखें। बुलाए जाने तक पीली रेखा के पीछे प्रतीक्षा करें।',
    steps: ['फ़ॉर्म भरें और उसका हिस्सा अपने पास रखें', 'पासपोर्ट, वीज़ा और बोर्डिंग पास दिखाएँ', 'सामान लें और सीमा शुल्क से गुज़रें'],
    fees: ['एक बार प्रवेश का वीज़ा', 'तीन महीने का बहु-प्रवेश वीज़ा'],
    note: 'माता-पिता के साथ यात्रा कर रहे 14 वर्ष से कम आयु के बच्चों के लिए निःशुल्क।',
    places: ['चेक-इन काउंटर 5', 'अंतरराष्ट्रीय प्रस्थान, तीसरी मंज़िल'],
    distance: 'पैदल 5 मिनट',
    caption: 'ऑनलाइन घोषणा',
  },
  ar: {
    title: 'إجراءات الدخول',
    body: 'يرجى تجهيز جواز السفر والتأشيرة. انتظر خلف الخط الأصفر حتى يتم استدعاؤك.',
    steps: ['املأ النموذج واحتفظ بالقسيمة', 'أبرز جواز السفر والتأشيرة وبطاقة الصعود VN 310', 'استلم أمتعتك ثم اعبر الجمارك'],
    fees: ['تأشيرة دخول واحد', 'تأشيرة متعددة الدخول، ثلاثة أشهر'],
    note: 'الأطفال دون 14 عامًا المسافرون مع أحد الوالدين معفون من الرسوم.',
    places: ['كاونتر تسجيل الوصول 5', 'المغادرة الدولية، الطابق 3'],
    distance: '5 دقائق سيرًا',
    caption: 'التصريح عبر الإنترنت',
  },
};

export const templateKinds = ['plain', 'steps', 'fees', 'directions'] as const;

/** The notice of a language with a template, and with an address where it is wanted. */
export function gateNotice(language: string, template: (typeof templateKinds)[number], url: string | null = null): NoticeContent {
  const forms = gateForms[language];
  if (forms === undefined) throw new Error(`no texts in ${language}`);
  const { title, body, steps, fees, note, places, distance, caption } = forms;
  const plain = { kind: 'notice' as const, title, body, ...(url === null ? {} : { qr: { url, caption } }) };
  const signs = ['up-right', 'lift'] as const;
  switch (template) {
    case 'plain':
      return plain;
    case 'steps':
      return { ...plain, template: { kind: 'steps', steps: [...steps] } };
    case 'fees':
      return { ...plain, template: { kind: 'fees', rows: fees.map((name, index) => ({ name, amount: `${25 * (index + 1)} USD` })), note } };
    case 'directions':
      return {
        ...plain,
        body: '',
        template: { kind: 'directions', rows: places.map((place, index) => ({ sign: signs[index] ?? 'up', place, distance })) },
      };
  }
}
