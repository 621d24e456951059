import { textOfFact, type Incident, type IncidentKind, type IncidentNotice } from '@gatecast/protocol';

// What a message says, in the route's language. The controller has its own words for the same; these reach people who are not before it.

const kinds: { readonly [Language in 'vi' | 'en']: { readonly [Kind in IncidentKind]: string } } = {
  en: {
    offline: 'is offline',
    stuck: 'is stuck: its picture stands or nothing is drawn',
    'safe-mode': 'is in safe mode',
    'item-failing': 'has an item that fails',
    'wrong-release': 'shows another release than it was told to',
    clock: 'has a clock that is not trusted',
    'storage-low': 'is running out of storage',
    'memory-low': 'is running out of memory',
    'too-hot': 'is too hot',
    'key-twice': 'has two devices with the same key',
    'record-gap': 'has a gap in its play records',
    'server-behind': 'holds higher numbers than this server has given',
    'alert-unpainted': 'does not show an alert that is meant for it',
    certificate: 'has a certificate (TLS) that ends soon: renew it',
  },
  vi: {
    offline: 'mất kết nối',
    stuck: 'bị đứng: hình không đổi hoặc không hiển thị gì',
    'safe-mode': 'đang ở chế độ an toàn',
    'item-failing': 'có nội dung bị lỗi',
    'wrong-release': 'hiển thị sai bản phát hành',
    clock: 'có đồng hồ không đáng tin cậy',
    'storage-low': 'sắp hết bộ nhớ lưu trữ',
    'memory-low': 'sắp hết bộ nhớ RAM',
    'too-hot': 'quá nóng',
    'key-twice': 'có hai thiết bị dùng cùng một khóa',
    'record-gap': 'bị khuyết bản ghi phát',
    'server-behind': 'giữ số phát hành cao hơn máy chủ này',
    'alert-unpainted': 'chưa hiển thị cảnh báo dành cho nó',
    certificate: 'có chứng chỉ TLS sắp hết hạn: cần gia hạn',
  },
};
const frames = {
  en: {
    opened: (place: string, what: string) => `${place} ${what}`,
    resolved: (place: string, what: string) => `Over: ${place} ${what}`,
    tested: 'A test of this route: nothing has happened',
    server: 'This server',
  },
  vi: {
    opened: (place: string, what: string) => `${place} ${what}`,
    resolved: (place: string, what: string) => `Đã hết: ${place} ${what}`,
    tested: 'Thử đường báo này: không có sự cố nào',
    server: 'Máy chủ này',
  },
} as const;

/** One line: screen, site, what; or the server itself, and what. */
export function noticeText(
  { type, incident, screenName, siteName }: Omit<IncidentNotice, 'text' | 'detail'>,
  language: 'vi' | 'en',
): string {
  if (incident === null) return frames[language].tested;
  const place = incident.screenId === null ? frames[language].server : `${screenName} (${siteName})`;
  const what = kinds[language][incident.kind];
  return type === 'incident.resolved' ? frames[language].resolved(place, what) : frames[language].opened(place, what);
}

/** What was seen, in the route's language; an incident from before there were facts keeps its own words. */
export function detailText(incident: Incident | null, language: 'vi' | 'en'): string {
  if (incident === null) return '';
  return incident.fact === null ? incident.detail : textOfFact(incident.fact, language);
}
