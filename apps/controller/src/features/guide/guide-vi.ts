import type { InOtherWords } from '../help/help-texts.ts';
import type { guideEn } from './guide-en.ts';

/** Phần hướng dẫn bằng tiếng Việt; kiểu của nó buộc phải có đủ mọi mục như `guide-en.ts`. */
export const guideVi: InOtherWords<typeof guideEn> = {
  offer: {
    label: 'Hướng dẫn',
    text: 'Bạn mới dùng lần đầu? Một vòng hướng dẫn hai phút sẽ giới thiệu những trang bạn làm việc.',
    start: 'Hướng dẫn tôi một vòng',
    refuse: 'Không, cảm ơn',
  },
  tour: {
    label: 'Hướng dẫn',
    next: 'Tiếp',
    back: 'Quay lại',
    done: 'Xong',
    end: 'Kết thúc hướng dẫn',
    keys: 'Phím mũi tên để tiếp hoặc quay lại, Esc để kết thúc.',
    spots: {
      welcome: {
        title: 'Chào mừng bạn đến với Gatecast',
        text: 'Vòng hướng dẫn này đi qua những trang bạn được dùng. Nó không thay đổi gì cả.',
      },
      navigation: { title: 'Mọi thứ nằm ở đây', text: 'Các trang được xếp theo công việc. Trang bạn không được mở thì không hiện.' },
      emergency: {
        title: 'Khẩn cấp',
        text: 'Ở trang nào cũng chỉ cách một lần bấm. Nút nhấp nháy khi có cảnh báo đang phát hoặc chờ duyệt.',
      },
      search: {
        title: 'Tìm mọi thứ',
        text: 'Ctrl K đưa bạn đến bất kỳ trang, màn hình hoặc mục tin nào theo tên, có dấu hay không dấu đều được.',
      },
      help: {
        title: 'Trợ giúp cho từng trang',
        text: 'Dấu hỏi cạnh tiêu đề, hoặc phím ?, cho biết trang dùng để làm gì và các dấu hiệu có nghĩa gì.',
      },
      account: { title: 'Tài khoản của bạn', text: 'Mật khẩu, khóa truy cập, các phiên đang mở và nút đăng xuất.' },
      end: { title: 'Vậy là đủ', text: 'Bạn có thể xem lại bất cứ lúc nào: vòng hướng dẫn nằm trong phần trợ giúp của mọi trang.' },
    },
    roles: {
      administrator: 'Quản trị viên lập địa điểm, màn hình và tài khoản.',
      editor: 'Biên tập viên soạn nội dung cho màn hình.',
      approver: 'Người phê duyệt là người thứ hai; thiếu người này thì không nội dung nào được phát.',
      publisher: 'Người phát hành lên lịch phát và gửi đến các màn hình.',
      'emergency-issuer': 'Người phát cảnh báo đưa cảnh báo lên màn hình.',
      'emergency-approver': 'Người duyệt cảnh báo là người thứ hai cho cảnh báo viết tự do và cho các mẫu.',
      technician: 'Kỹ thuật viên lắp đặt màn hình và giữ cho chúng hoạt động tốt.',
      clerk: 'Nhân viên quầy theo dõi màn hình đang chiếu gì.',
      auditor: 'Kiểm soát viên xem ai đã làm gì và thực tế đã chiếu gì.',
    },
  },
  first: {
    title: 'Những bước đầu tiên',
    about: 'Từ một máy chủ trống đến màn hình đang phát. Bước nào máy chủ đã có thì tự được đánh dấu.',
    hide: 'Ẩn hẳn các bước đầu tiên',
    show: 'Hiện các bước',
    fold: 'Thu gọn các bước',
    isDone: 'Đã xong',
    isOpen: 'Cần làm',
    isAdvised: 'nên có',
    go: 'Đến trang: {step}',
    steps: {
      site: { title: 'Lập địa điểm', text: 'Một sân bay, nhà ga hoặc cửa khẩu, cùng múi giờ và các ngôn ngữ.' },
      people: { title: 'Mời người dùng', text: 'Ít nhất một người phê duyệt và một người phát hành: không ai tự duyệt nội dung của mình.' },
      screen: { title: 'Thêm màn hình', text: 'Tên gọi tại chỗ và kích thước khung hình.' },
      player: { title: 'Ghép nối trình phát', text: 'Nhập mã mà thiết bị hiển thị.' },
      item: { title: 'Soạn một mục tin', text: 'Thông báo, hình ảnh hoặc video: điều màn hình sẽ nói. Việc này do biên tập viên làm.' },
      approval: { title: 'Nhờ phê duyệt', text: 'Do người thứ hai, có vai trò người phê duyệt.' },
      entry: { title: 'Thêm một mục lịch', text: 'Đưa mục tin vào danh sách phát, và đặt danh sách đó làm mục dự phòng của địa điểm.' },
      publication: { title: 'Phát hành', text: 'Người phát hành xem thay đổi rồi gửi đến các màn hình.' },
      'known-good': { title: 'Ghim một bản tin cậy', text: 'Ở trang của màn hình: nội dung sẽ chiếu nếu chương trình gặp lỗi.' },
      template: { title: 'Soạn sẵn một cảnh báo khẩn cấp', text: 'Viết và duyệt từ bây giờ, phát ngay khi cần.' },
    },
  },
};
