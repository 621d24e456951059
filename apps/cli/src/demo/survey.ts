// What the demo's survey found, and what is planned, as plain data: keys instead of ids, which the server gives. All of it is invented.

type Place = { readonly siteKey: string; readonly areaKey: string | null };
type Kind = 'display' | 'lookup' | 'counter' | 'web';

export type DemoMeans = Place & {
  readonly kind: Kind;
  readonly name: string;
  readonly position: string;
  readonly owner: string;
  readonly installedYear: number | null;
  /** The demo's screen that it is; left out: Gatecast does not drive it. */
  readonly screenKey?: string;
  readonly condition: 'good' | 'worn' | 'faulty' | 'out-of-use';
  readonly notes: string;
  /** Whether a sheet was filled in for it. */
  readonly isSurveyed: boolean;
};
export type DemoProvision = Place & { readonly kind: Kind; readonly year: number; readonly wanted: number; readonly notes: string };

const airport = 'Cảng hàng không quốc tế Nội Bài';
const railway = 'Tổng công ty Đường sắt Việt Nam';
const tourism = 'Sở Du lịch Hà Nội';

export const demoMeans: readonly DemoMeans[] = [
  {
    ...{ siteKey: 'noi-bai', areaKey: 't2-arrivals', kind: 'display', name: 'Màn hình sảnh đến T2', screenKey: 'arrivals-hall' },
    ...{ position: 'Đối diện cửa ra A2', owner: airport, installedYear: 2024, condition: 'good', notes: '', isSurveyed: true },
  },
  {
    ...{ siteKey: 'noi-bai', areaKey: 't2-arrivals', kind: 'display', name: 'Màn hình băng chuyền 4' },
    ...{ position: 'Trên băng chuyền hành lý số 4', owner: airport, installedYear: 2015, condition: 'faulty' },
    ...{ notes: 'Nửa dưới màn hình không sáng.', isSurveyed: true },
  },
  {
    ...{ siteKey: 'noi-bai', areaKey: 't2-arrivals', kind: 'counter', name: 'Quầy thông tin du lịch sảnh đến' },
    ...{
      position: 'Bên trái cửa ra A1',
      owner: tourism,
      installedYear: 2019,
      condition: 'good',
      notes: 'Trực 06:00–23:00.',
      isSurveyed: true,
    },
  },
  {
    ...{ siteKey: 'noi-bai', areaKey: 't2-departures', kind: 'display', name: 'Trụ màn hình sảnh đi T2', screenKey: 'departures-pillar' },
    ...{ position: 'Giữa quầy làm thủ tục C và D', owner: airport, installedYear: 2023, condition: 'good', notes: '', isSurveyed: true },
  },
  {
    ...{ siteKey: 'noi-bai', areaKey: 't2-departures', kind: 'lookup', name: 'Trạm tra cứu sảnh đi' },
    ...{ position: 'Cạnh thang cuốn phía đông', owner: airport, installedYear: 2014, condition: 'out-of-use' },
    ...{ notes: 'Đã ngắt điện; chờ thanh lý.', isSurveyed: true },
  },
  {
    ...{
      siteKey: 'noi-bai',
      areaKey: 't2-immigration',
      kind: 'lookup',
      name: 'Điểm tra cứu khu nhập cảnh',
      screenKey: 'immigration-lookup',
    },
    ...{ position: 'Trước quầy kiểm soát hộ chiếu số 12', owner: 'Cục Quản lý xuất nhập cảnh', installedYear: 2022, condition: 'worn' },
    ...{ notes: 'Mặt kính cảm ứng xước.', isSurveyed: true },
  },
  {
    ...{ siteKey: 'noi-bai', areaKey: null, kind: 'web', name: 'Trang tin cửa khẩu Nội Bài' },
    ...{ position: '', owner: 'Ủy ban nhân dân thành phố Hà Nội', installedYear: 2025, condition: 'good', notes: '', isSurveyed: false },
  },
  {
    ...{ siteKey: 'hanoi-station', areaKey: 'station-hall', kind: 'display', name: 'Màn hình sảnh chờ quốc tế', screenKey: 'station-hall' },
    ...{ position: 'Phía trên cửa ra ke 1', owner: railway, installedYear: 2021, condition: 'good', notes: '', isSurveyed: true },
  },
  {
    ...{ siteKey: 'hanoi-station', areaKey: 'station-hall', kind: 'counter', name: 'Quầy hướng dẫn sảnh quốc tế' },
    ...{ position: 'Cạnh phòng vé quốc tế', owner: railway, installedYear: 2010, condition: 'worn', notes: '', isSurveyed: false },
  },
];

export const demoProvisions: readonly DemoProvision[] = [
  { siteKey: 'noi-bai', areaKey: 't2-arrivals', kind: 'display', year: 2026, wanted: 4, notes: 'Mỗi cửa ra một màn hình' },
  { siteKey: 'noi-bai', areaKey: 't2-departures', kind: 'display', year: 2026, wanted: 2, notes: '' },
  { siteKey: 'noi-bai', areaKey: null, kind: 'lookup', year: 2026, wanted: 3, notes: '' },
  { siteKey: 'noi-bai', areaKey: null, kind: 'lookup', year: 2028, wanted: 6, notes: 'Thêm ở sảnh đi' },
  { siteKey: 'noi-bai', areaKey: 't2-arrivals', kind: 'counter', year: 2026, wanted: 1, notes: '' },
  { siteKey: 'noi-bai', areaKey: null, kind: 'web', year: 2026, wanted: 1, notes: '' },
  { siteKey: 'hanoi-station', areaKey: 'station-hall', kind: 'display', year: 2026, wanted: 2, notes: '' },
  { siteKey: 'hanoi-station', areaKey: 'station-hall', kind: 'lookup', year: 2027, wanted: 1, notes: 'Đối diện phòng vé quốc tế' },
];
