import type { InterfaceLanguage, ReportKind } from '@gatecast/protocol';

type Names = Readonly<Record<InterfaceLanguage, string>>;

export const reportTitles: Readonly<Record<ReportKind, Names>> = {
  'air-time': { en: 'Air time', vi: 'Thời lượng phát' },
  expected: { en: 'Expected against played', vi: 'Theo lịch so với thực phát' },
  uptime: { en: 'Uptime', vi: 'Thời gian hoạt động' },
  reach: { en: 'Emergency reach', vi: 'Độ phủ cảnh báo khẩn cấp' },
  languages: { en: 'Language coverage', vi: 'Độ phủ ngôn ngữ' },
  suppliers: { en: 'Content by supplier', vi: 'Nội dung theo đơn vị cung cấp' },
};

export const sectionTitles = {
  items: { en: 'By item', vi: 'Theo nội dung' },
  entries: { en: 'By entry', vi: 'Theo mục lịch' },
  screens: { en: 'By screen', vi: 'Theo màn hình' },
  sites: { en: 'By site', vi: 'Theo địa điểm' },
  alerts: { en: 'By alert', vi: 'Theo cảnh báo' },
  unreached: { en: 'Not painted', vi: 'Chưa hiển thị' },
  languages: { en: 'By site and language', vi: 'Theo địa điểm và ngôn ngữ' },
  missing: { en: 'Items with gaps', vi: 'Nội dung còn thiếu ngôn ngữ' },
  suppliers: { en: 'By supplier', vi: 'Theo đơn vị cung cấp' },
} as const satisfies Readonly<Record<string, Names>>;

export const columnNames = {
  item: { en: 'Item', vi: 'Nội dung' },
  category: { en: 'Category', vi: 'Chuyên mục' },
  supplier: { en: 'Supplier', vi: 'Đơn vị cung cấp' },
  entry: { en: 'Entry', vi: 'Mục lịch' },
  site: { en: 'Site', vi: 'Địa điểm' },
  screen: { en: 'Screen', vi: 'Màn hình' },
  screens: { en: 'Screens', vi: 'Số màn hình' },
  plays: { en: 'Plays', vi: 'Lượt phát' },
  shown: { en: 'Air time', vi: 'Thời lượng' },
  share: { en: 'Share', vi: 'Tỷ lệ' },
  expected: { en: 'Expected', vi: 'Theo lịch' },
  confirmed: { en: 'Played as expected', vi: 'Đã phát đúng' },
  confirmedShare: { en: 'Share played', vi: 'Tỷ lệ phát đúng' },
  late: { en: 'Began late', vi: 'Bắt đầu muộn' },
  endedEarly: { en: 'Ended early', vi: 'Kết thúc sớm' },
  neverStarted: { en: 'Never started', vi: 'Không phát' },
  screenOffline: { en: 'Screen offline', vi: 'Màn hình mất kết nối' },
  overridden: { en: 'Covered by an alert', vi: 'Bị cảnh báo che' },
  unexpected: { en: 'Not expected', vi: 'Ngoài lịch' },
  withoutRelease: { en: 'No release in force', vi: 'Chưa có bản phát hành' },
  uptime: { en: 'Uptime', vi: 'Tỷ lệ hoạt động' },
  healthy: { en: 'Healthy', vi: 'Hoạt động tốt' },
  impaired: { en: 'Impaired', vi: 'Có trục trặc' },
  offline: { en: 'Offline', vi: 'Mất kết nối' },
  unknown: { en: 'Unknown', vi: 'Không rõ' },
  alert: { en: 'Alert', vi: 'Cảnh báo' },
  severity: { en: 'Severity', vi: 'Mức độ' },
  status: { en: 'Status', vi: 'Loại' },
  effective: { en: 'In force from', vi: 'Hiệu lực từ' },
  addressed: { en: 'Screens addressed', vi: 'Màn hình cần phủ' },
  received: { en: 'Received', vi: 'Đã nhận' },
  painted: { en: 'Painted', vi: 'Đã hiển thị' },
  paintedShare: { en: 'Share painted', vi: 'Tỷ lệ hiển thị' },
  firstPainted: { en: 'First painted after', vi: 'Màn hình đầu tiên sau' },
  lastPainted: { en: 'Last painted after', vi: 'Màn hình cuối cùng sau' },
  language: { en: 'Language', vi: 'Ngôn ngữ' },
  items: { en: 'Items', vi: 'Số nội dung' },
  approved: { en: 'Approved', vi: 'Đã duyệt' },
  stale: { en: 'Out of date', vi: 'Cần cập nhật' },
  waiting: { en: 'Not approved yet', vi: 'Chưa duyệt' },
  missing: { en: 'Missing', vi: 'Còn thiếu' },
  coverage: { en: 'Covered', vi: 'Độ phủ' },
  missingLanguages: { en: 'Missing languages', vi: 'Ngôn ngữ còn thiếu' },
  staleLanguages: { en: 'Out of date in', vi: 'Cần cập nhật ở' },
} as const satisfies Readonly<Record<string, Names>>;
export type ReportColumnKey = keyof typeof columnNames;

export const notes = {
  gone: { en: 'What has been removed since stands here by its id.', vi: 'Mục đã bị xóa được ghi bằng mã.' },
  exposure: {
    en: 'An exposure counts in the hour in which it began; parts of a layout count each for itself.',
    vi: 'Mỗi lượt phát được tính vào giờ bắt đầu; mỗi phần của bố cục được tính riêng.',
  },
  expected: {
    en: 'Expected is what the engine answers for each release while it was active; played is what players signed. Up to two seconds of difference count as played as expected. Where minutes are no longer kept, an hour in which the screen was away counts as offline for what was not played. Running lines are left out: which of their members stands when is the glass’s own affair.',
    vi: '“Theo lịch” là kết quả tính của hệ thống cho từng bản phát hành khi có hiệu lực; “thực phát” là những gì thiết bị đã ký xác nhận. Sai lệch đến hai giây vẫn tính là phát đúng. Khi số liệu từng phút không còn lưu, giờ mà màn hình mất kết nối được tính là mất kết nối đối với phần không phát. Không tính dòng chữ chạy: từng tin chạy lúc nào là do màn hình tự quyết định.',
  },
  uptime: {
    en: 'Uptime is the share of healthy and impaired in what is known; spans are widened to whole hours or days of the site.',
    vi: 'Tỷ lệ hoạt động là phần hoạt động tốt và có trục trặc trong thời gian có số liệu; khoảng thời gian được làm tròn theo giờ hoặc ngày của địa điểm.',
  },
  reach: {
    en: 'Screens addressed are those of today’s fleet. Times are from when the alert took effect until the player signed that it was painted.',
    vi: 'Màn hình cần phủ được tính theo hệ thống hiện nay. Thời gian tính từ lúc cảnh báo có hiệu lực đến khi thiết bị ký xác nhận đã hiển thị.',
  },
  languages: {
    en: 'Items that are in force now, whatever the span; what needs no words covers every language.',
    vi: 'Tính các nội dung đang có hiệu lực, không phụ thuộc khoảng thời gian; nội dung không lời được tính cho mọi ngôn ngữ.',
  },
} as const satisfies Readonly<Record<string, Names>>;

export const severityNames: Readonly<Record<string, Names>> = {
  extreme: { en: 'Extreme', vi: 'Đặc biệt nghiêm trọng' },
  severe: { en: 'Severe', vi: 'Nghiêm trọng' },
  moderate: { en: 'Moderate', vi: 'Trung bình' },
  minor: { en: 'Minor', vi: 'Nhẹ' },
};
export const statusNames: Readonly<Record<string, Names>> = {
  actual: { en: 'Actual', vi: 'Thật' },
  exercise: { en: 'Exercise', vi: 'Diễn tập' },
};

/** What stands in a PDF beside the report itself. */
export const pdfWords = {
  nothing: { en: 'Nothing in this span.', vi: 'Không có số liệu trong khoảng này.' },
  cut: { en: 'The first {{count}} rows; the files have all.', vi: '{{count}} dòng đầu; tệp CSV và XLSX có đủ.' },
  everySite: { en: 'Every site', vi: 'Mọi địa điểm' },
  /** Days, hours, minutes, seconds. */
  units: { en: ['d', 'h', 'min', 's'], vi: ['ngày', 'giờ', 'phút', 'giây'] },
} as const;

export const mailWords = {
  en: { text: (title: string, place: string) => `${title}, ${place}: the report is attached as PDF and XLSX.` },
  vi: { text: (title: string, place: string) => `${title}, ${place}: báo cáo đính kèm ở dạng PDF và XLSX.` },
} as const;
