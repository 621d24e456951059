import { foldedText, type Condition, type InterfaceLanguage, type MeansKind } from '@gatecast/protocol';

type Names = Readonly<Record<InterfaceLanguage, string>>;

/** What kinds and conditions are called in files, out and in. */
export const kindNames: Readonly<Record<MeansKind, Names>> = {
  display: { en: 'Display', vi: 'Màn hình hiển thị' },
  lookup: { en: 'Look-up point', vi: 'Điểm tra cứu' },
  counter: { en: 'Counter', vi: 'Quầy thông tin' },
  web: { en: 'Web site', vi: 'Trang tin điện tử' },
};
export const conditionNames: Readonly<Record<Condition, Names>> = {
  good: { en: 'Good', vi: 'Tốt' },
  worn: { en: 'Worn', vi: 'Xuống cấp' },
  faulty: { en: 'Faulty', vi: 'Hỏng' },
  'out-of-use': { en: 'Out of use', vi: 'Ngừng sử dụng' },
};

/** What people write as well. */
const alsoNamed: Readonly<Record<string, readonly string[]>> = {
  display: ['Screen', 'Màn hình'],
  counter: ['Quầy'],
  web: ['Website', 'Web', 'Trang web'],
};

/** The value that a cell means, by its name in any language or as the API calls it; undefined: none of these. */
export function valueNamed<V extends string>(names: Readonly<Record<V, Names>>, told: string): V | undefined {
  const folded = foldedText(told);
  return (Object.keys(names) as V[]).find((value) =>
    [value, ...Object.values<string>(names[value]), ...(alsoNamed[value] ?? [])].some((name) => foldedText(name) === folded),
  );
}

export const meansColumnNames = {
  id: { en: 'ID', vi: 'Mã' },
  site: { en: 'Site', vi: 'Địa điểm' },
  area: { en: 'Area', vi: 'Khu vực' },
  kind: { en: 'Kind', vi: 'Loại' },
  name: { en: 'Name', vi: 'Tên' },
  position: { en: 'Position', vi: 'Vị trí' },
  condition: { en: 'Condition', vi: 'Tình trạng' },
  owner: { en: 'Owner', vi: 'Đơn vị sở hữu' },
  installedYear: { en: 'Installed in', vi: 'Năm lắp đặt' },
  screen: { en: 'Gatecast screen', vi: 'Màn hình Gatecast' },
  notes: { en: 'Notes', vi: 'Ghi chú' },
  surveyed: { en: 'Surveyed on', vi: 'Ngày khảo sát' },
} as const satisfies Readonly<Record<string, Names>>;
export type MeansColumn = keyof typeof meansColumnNames;

export const provisionColumnNames = {
  id: { en: 'ID', vi: 'Mã' },
  site: { en: 'Site', vi: 'Địa điểm' },
  area: { en: 'Area', vi: 'Khu vực' },
  kind: { en: 'Kind', vi: 'Loại' },
  year: { en: 'By year', vi: 'Đến năm' },
  wanted: { en: 'How many', vi: 'Số lượng' },
  notes: { en: 'Notes', vi: 'Ghi chú' },
} as const satisfies Readonly<Record<string, Names>>;
export type ProvisionColumn = keyof typeof provisionColumnNames;

export const gapColumnNames = {
  site: { en: 'Site', vi: 'Địa điểm' },
  area: { en: 'Area', vi: 'Khu vực' },
  kind: { en: 'Kind', vi: 'Loại' },
  year: { en: 'By year', vi: 'Đến năm' },
  wanted: { en: 'Planned', vi: 'Quy hoạch' },
  usable: { en: 'Usable', vi: 'Sử dụng được' },
  faulty: { en: 'Faulty', vi: 'Hỏng' },
  outOfUse: { en: 'Out of use', vi: 'Ngừng sử dụng' },
  missing: { en: 'Missing', vi: 'Còn thiếu' },
} as const satisfies Readonly<Record<string, Names>>;

/** The names of columns in one language, in their order. */
export function headOf(columns: Readonly<Record<string, Names>>, language: InterfaceLanguage): readonly string[] {
  return Object.values(columns).map((names) => names[language]);
}
/** Under what names a file may have its columns. */
export function knownColumns<C extends string>(columns: Readonly<Record<C, Names>>): Readonly<Record<C, readonly string[]>> {
  const known = Object.entries<Names>(columns).map(([column, names]) => [column, Object.values(names)] as const);
  // `fromEntries` forgets which names it was given
  return Object.fromEntries(known) as unknown as Readonly<Record<C, readonly string[]>>;
}
