// What the stage itself says. Everything else on the glass is approved content.

const phrases = {
  unpublished: {
    vi: 'Chưa có lịch phát nào được công bố cho màn hình này',
    en: 'No schedule has been published for this screen yet',
    'zh-Hans': '此屏幕尚未发布播放计划',
    ko: '이 화면에 게시된 일정이 아직 없습니다',
    ja: 'この画面の放映予定はまだ公開されていません',
    fr: 'Aucun programme n’a encore été publié pour cet écran',
  },
  starting: {
    vi: 'Đang khởi động',
    en: 'Starting',
    'zh-Hans': '正在启动',
    ko: '시작하는 중',
    ja: '起動しています',
    fr: 'Démarrage',
  },
  trainingServer: {
    vi: 'Địa chỉ máy chủ dẫn đến phòng tập huấn. Màn hình này đang phục vụ nên không được ghép nối ở đó.',
    en: 'The server’s address leads to the training room. This screen is in service and is not paired there.',
  },
  trainingPlayer: {
    vi: 'Máy phát này dùng để tập huấn, còn máy chủ đang vận hành thật nên không nhận.',
    en: 'This player is for training, and the server is in service: it does not take it.',
  },
  pairingTitle: { vi: 'Ghép nối màn hình này', en: 'Pair this screen' },
  pairingSteps: {
    vi: 'Mở trang điều khiển tại địa chỉ dưới đây, chọn “Thêm màn hình” và nhập mã này.',
    en: 'Open the controller at the address below, choose “Add a screen” and enter this code.',
  },
  pairingScan: { vi: 'Hoặc quét mã này bằng điện thoại.', en: 'Or scan this with a phone.' },
  fingerprint: { vi: 'Dấu vân tay của máy chủ', en: 'Fingerprint of the server' },
  fingerprintHint: { vi: 'Phải trùng với dấu vân tay trên trang điều khiển.', en: 'It must match the one that the controller shows.' },
  serverAddress: { vi: 'Máy chủ', en: 'Server' },
  codeExpires: { vi: 'Mã được đổi mới lúc', en: 'The code is renewed at' },
  connecting: { vi: 'Đang kết nối với máy chủ', en: 'Connecting to the server' },
  exercise: {
    vi: 'DIỄN TẬP',
    en: 'EXERCISE',
    'zh-Hans': '演习',
    ko: '훈련',
    ja: '訓練',
    fr: 'EXERCICE',
  },
  exerciseHint: {
    vi: 'Đây là diễn tập, không phải tình huống thật',
    en: 'This is an exercise, not a real emergency',
    'zh-Hans': '此为演习，并非真实紧急情况',
    ko: '실제 상황이 아닌 훈련입니다',
    ja: 'これは訓練です。実際の緊急事態ではありません',
    fr: 'Ceci est un exercice, pas une urgence réelle',
  },
  touchToSearch: {
    vi: 'Chạm để tra cứu',
    en: 'Touch to search',
    'zh-Hans': '触摸屏幕查询信息',
    ko: '화면을 터치하여 검색하세요',
    ja: '画面に触れて検索',
    fr: 'Touchez pour rechercher',
  },
  returning: {
    vi: 'Trở về màn hình chính sau',
    en: 'Going back to the start in',
    'zh-Hans': '即将返回首页',
    ko: '첫 화면으로 돌아가기까지',
    ja: '最初の画面に戻るまで',
    fr: 'Retour à l’accueil dans',
  },
  continueReading: {
    vi: 'Tiếp tục xem',
    en: 'Keep reading',
    'zh-Hans': '继续浏览',
    ko: '계속 보기',
    ja: '続けて見る',
    fr: 'Continuer',
  },
  exitTitle: { vi: 'Mã PIN của kỹ thuật viên', en: 'Technician’s PIN' },
  exitWrong: { vi: 'Mã PIN không đúng', en: 'The PIN is wrong' },
  exitWait: { vi: 'Thử lại sau {seconds} giây', en: 'Try again in {seconds} s' },
  exitNoPin: { vi: 'Điểm này chưa đặt mã PIN cho màn hình', en: 'No PIN is set for the screens of this site' },
  exitNobody: { vi: 'Trình phát đang khởi động lại, hãy thử lại sau', en: 'The player is starting again; try in a moment' },
  asOf: {
    vi: 'Cập nhật lúc {time}',
    en: 'As of {time}',
    'zh-Hans': '更新时间：{time}',
    ko: '{time} 기준',
    ja: '{time} 現在',
    fr: 'Mis à jour à {time}',
  },
  asOfOld: {
    vi: 'Số liệu lúc {time}, chưa có số liệu mới hơn',
    en: 'Values of {time}; nothing newer has come',
    'zh-Hans': '数据截至 {time}，尚无更新',
    ko: '{time} 기준, 이후 갱신되지 않음',
    ja: '{time} 現在。その後の更新はありません',
    fr: 'Valeurs de {time} ; rien de plus récent',
  },
  substitute: {
    vi: 'Chưa có bản dịch',
    en: 'Not yet translated',
    'zh-Hans': '暂无译文',
    ko: '번역 준비 중',
    ja: '翻訳準備中',
    fr: 'Pas encore traduit',
  },
} as const;

export type Phrase = keyof typeof phrases;

/** What a phrase says in a language, with the language it is really in: English where the stage does not speak it. */
export function phrase(name: Phrase, language: string): { readonly text: string; readonly language: string } {
  const forms: Readonly<Record<string, string>> = phrases[name];
  const [primary = ''] = language.split('-');
  for (const tag of [language, primary, primary === 'zh' ? 'zh-Hans' : 'en']) {
    const text = forms[tag];
    if (text !== undefined) return { text, language: tag };
  }
  return { text: phrases[name].en, language: 'en' };
}

/** A site's name in a language, else in its lead language, else in any. */
export function nameIn(names: Readonly<Record<string, string>>, language: string, lead: string): string {
  return names[language] ?? names[lead] ?? Object.values(names)[0] ?? '';
}

const endonyms: Readonly<Record<string, string>> = {
  vi: 'Tiếng Việt',
  en: 'English',
  'zh-Hans': '简体中文',
  'zh-Hant': '繁體中文',
  ko: '한국어',
  ja: '日本語',
  fr: 'Français',
  th: 'ไทย',
  lo: 'ລາວ',
  km: 'ភាសាខ្មែរ',
  my: 'မြန်မာ',
  hi: 'हिन्दी',
  ar: 'العربية',
  ru: 'Русский',
  de: 'Deutsch',
  es: 'Español',
};

/** The name of a language in itself; empty where there are no words to name. */
export function endonym(language: string): string {
  return language === 'zxx' ? '' : (endonyms[language] ?? language);
}
