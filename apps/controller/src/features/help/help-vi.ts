import type { helpEn } from './help-en.ts';
import type { InOtherWords } from './help-texts.ts';

/** Phần trợ giúp bằng tiếng Việt; kiểu của nó buộc phải có đủ mọi trang, mọi bước và mọi dấu hiệu như `help-en.ts`. */
export const helpVi: InOtherWords<typeof helpEn> = {
  title: 'Trợ giúp',
  steps: 'Nên làm gì',
  marks: 'Ý nghĩa các dấu hiệu',
  keys: 'Phím tắt',
  keySwitch: 'Phím ? mở phần trợ giúp này',
  tour: 'Hướng dẫn tôi một vòng',
  pages: {
    '/': {
      purpose: 'Bảng giám sát để theo dõi: mọi màn hình với hình ảnh hiện tại, tình trạng và lần báo về gần nhất.',
      steps: [
        'Tìm những ô không có màu xanh. Dấu hiệu trên ô cho biết có chuyện gì.',
        'Bấm một trạng thái phía trên để chỉ xem các màn hình đó; tìm theo tên, nơi đặt hoặc nhãn.',
        'Mở một ô để biết vì sao màn hình đang chiếu nội dung đó, và để gửi lệnh.',
      ],
      marks: {
        'states.healthy': 'Trình phát báo về đều và chiếu đúng nội dung.',
        'states.impaired': 'Trình phát báo có vấn đề. Ô của màn hình nói rõ vấn đề gì.',
        'states.offline': 'Không nghe được trình phát. Nó vẫn chiếu tiếp những gì đang có.',
        'states.unpaired': 'Màn hình chưa có trình phát. Hãy ghép nối ở trang “Đăng ký màn hình”.',
        'states.unknown': 'Máy chủ vừa khởi động và chưa nghe được trình phát.',
      },
    },
    '/screens': {
      purpose: 'Toàn bộ màn hình dạng danh sách, để làm việc với nhiều màn hình cùng lúc.',
      steps: [
        'Lọc danh sách đến khi chỉ còn những màn hình cần làm, rồi đánh dấu chúng.',
        'Sửa nhãn, khu vực hoặc gửi một lệnh cho tất cả. Bạn xem trước kết quả rồi mới thực hiện.',
        'Xuất danh sách ra CSV, sửa trong bảng tính rồi nhập lại.',
      ],
      marks: {
        'states.healthy': 'Trình phát báo về đều và chiếu đúng nội dung.',
        'states.impaired': 'Trình phát báo có vấn đề.',
        'states.offline': 'Không nghe được trình phát.',
        'states.unpaired': 'Màn hình chưa có trình phát.',
      },
    },
    '/screens/$screenId': {
      purpose: 'Một màn hình: đang chiếu gì và vì sao, trình phát ra sao, và những lệnh đã gửi.',
      steps: [
        'Đọc phần giải thích trước: cảnh báo nào đang phủ màn hình, mục lịch nào đang phát và nó được ưu tiên hơn mục nào.',
        'Bên dưới là những gì sẽ phát tiếp theo; bấm “Vì sao?” ở mục bất kỳ.',
        'Nếu hình đứng yên, hãy gửi lệnh; mở cỗ máy thời gian để xem màn hình ở thời điểm khác.',
        'Phần về tình trạng có biểu đồ trình phát tự báo: dung lượng, bộ nhớ, nhiệt độ, đồng hồ; đường đỏ là mức mở sự cố.',
      ],
      marks: {
        'releaseStates.queued': 'Đã phát hành nhưng trình phát chưa nhận.',
        'releaseStates.delivered': 'Trình phát đã nhận bản phát hành và đang tải các tệp.',
        'releaseStates.prepared': 'Mọi thứ đã nằm trên thiết bị, chỉ chờ đến giờ.',
        'releaseStates.active': 'Đang hiển thị trên màn hình.',
        'releaseStates.refused': 'Trình phát không nhận. Lý do ghi ngay bên cạnh.',
        'releaseStates.superseded': 'Bản mới hơn đã thay thế trước khi bản này được chiếu.',
      },
    },
    '/screens/$screenId/time': {
      purpose: 'Cỗ máy thời gian dựng lại hình của màn hình này ở bất kỳ thời điểm nào, đã qua hay sắp tới, và cho biết vì sao.',
      steps: [
        'Chọn thời điểm, hoặc dời thanh trượt bằng các phím mũi tên.',
        'So sánh “Như đã phát hành” với “Nếu phát hành bây giờ” trước khi phát hành.',
        'Bên dưới là những gì trình phát đã ký về thời điểm đó, nếu là quá khứ.',
      ],
    },
    '/plays': {
      purpose: 'Bản ghi phát cho biết thực tế đã chiếu gì, lúc nào, kết thúc ra sao, do chính trình phát ký.',
      steps: ['Chọn ngày, rồi lọc theo địa điểm, mục tin hoặc mục lịch.', 'Xuất ra CSV khi cần bằng chứng.'],
      marks: {
        'plays.ends.completed': 'Nội dung đã chiếu đủ thời lượng.',
        'plays.ends.cut-by-plan': 'Mục lịch khác bắt đầu đúng như kế hoạch.',
        'plays.ends.cut-by-alert': 'Bị cảnh báo khẩn cấp che.',
        'plays.ends.cut-by-failure': 'Thiết bị không chiếu được đến hết.',
      },
    },
    '/incidents': {
      purpose: 'Màn hình nào, hoặc máy chủ này, gặp vấn đề gì, từ khi nào và ai đang xử lý.',
      steps: [
        'Bắt đầu từ những sự cố chưa ai xử lý. Bấm “Tiếp nhận” để đồng nghiệp biết bạn đang làm.',
        'Mỗi sự cố gợi ý việc nên thử trước. Hãy ghi chú điều bạn phát hiện.',
        'Không cần đóng sự cố: nó tự kết thúc khi nguyên nhân đã hết.',
      ],
      marks: {
        'incidents.states.open': 'Chưa ai tiếp nhận.',
        'incidents.states.acknowledged': 'Đã có người xử lý; tên ghi bên cạnh.',
        'incidents.states.resolved': 'Nguyên nhân đã hết.',
      },
    },
    '/incidents/routes': {
      purpose: 'Ai được báo sự cố qua thư điện tử hoặc webhook, của địa điểm nào và vào giờ nào.',
      steps: [
        'Thêm một đường báo cho mỗi nhóm người cần biết.',
        'Gửi tin thử. Tin thử được ghi rõ là thử.',
        'Lưu khóa của webhook ngay khi nó hiện ra: khóa chỉ hiện một lần.',
      ],
    },
    '/health': {
      purpose:
        'Tình trạng từng màn hình của một địa điểm trong một ngày hoặc một tuần: mỗi màn hình một hàng, mất kết nối lâu nhất đứng đầu.',
      steps: [
        'Chọn địa điểm và khoảng thời gian. Những gì đang xem nằm trong địa chỉ trang: có thể gửi cho đồng nghiệp.',
        'Nhiều hàng mất cùng một quãng thời gian cho thấy nguyên nhân chung: điện, mạng hoặc máy chủ này.',
        'Bấm tên màn hình để xem sự cố, số liệu và gửi lệnh.',
      ],
      marks: {
        'states.healthy': 'Trình phát có báo cáo và hiển thị đúng.',
        'states.impaired': 'Vẫn báo cáo nhưng có điều không ổn.',
        'states.offline': 'Không nhận được tín hiệu.',
        'states.unknown': 'Máy chủ này không chạy hoặc chưa biết.',
      },
    },
    '/enrol': {
      purpose: 'Thêm một màn hình và ghép nối trình phát cho nó.',
      steps: [
        'Thêm màn hình: tên gọi tại chỗ, nơi đặt, kích thước khung hình.',
        'Bật thiết bị. Thiết bị hiện mã gồm tám chữ và số.',
        'Nhập mã và chọn màn hình. Thiết bị chiếu chương trình trong vòng một phút sau lần phát hành tới.',
      ],
    },
    '/sites': {
      purpose: 'Các địa điểm và khu vực bên trong. Lịch phát, cảnh báo và vai trò của người dùng gắn với địa điểm và khu vực.',
      steps: [
        'Thêm địa điểm cùng múi giờ. Ngôn ngữ đầu tiên là ngôn ngữ gốc để dịch sang các ngôn ngữ khác.',
        'Thêm khu vực, bao nhiêu cấp tùy cách gọi tại chỗ.',
        'Đặt mã PIN thoát để kỹ thuật viên rời được chế độ toàn màn hình tại thiết bị.',
      ],
    },
    '/survey': {
      purpose: 'Phương tiện thông tin nào đang có ở đâu, đến năm nào cần có gì, và còn thiếu gì.',
      steps: [
        'Ghi vào hiện trạng những gì đang có, hoặc nhập từ tệp.',
        'Ghi vào quy hoạch những gì cần có, theo nơi và năm.',
        'Phần chênh lệch được tính từ hai phần trên. Có thể in thành báo cáo.',
      ],
      marks: {
        'survey.conditions.good': 'Dùng được như hiện có.',
        'survey.conditions.worn': 'Còn dùng được nhưng nên thay mới.',
        'survey.conditions.faulty': 'Hoạt động không đúng. Không được tính là dùng được.',
        'survey.conditions.out-of-use': 'Đã tắt hoặc tháo dỡ. Không được tính là dùng được.',
      },
    },
    '/survey/sheets': {
      purpose: 'Khảo sát bằng điện thoại: đi một vòng địa điểm và điền phiếu cho từng phương tiện.',
      steps: [
        'Chọn địa điểm. Mục lâu chưa ai xem nhất đứng đầu.',
        'Ghi tình trạng và chụp ảnh.',
        'Thêm những gì bạn thấy mà danh sách chưa có.',
      ],
      marks: {
        'survey.conditions.good': 'Dùng được như hiện có.',
        'survey.conditions.worn': 'Còn dùng được nhưng nên thay mới.',
        'survey.conditions.faulty': 'Hoạt động không đúng.',
        'survey.conditions.out-of-use': 'Đã tắt hoặc tháo dỡ.',
      },
    },
    '/survey/report': {
      purpose: 'Hiện trạng, quy hoạch và chênh lệch trên cùng một bản in.',
      steps: ['In hoặc lưu thành PDF. Trên giấy chỉ có báo cáo, màu sáng.'],
    },
    '/schedule': {
      purpose: 'Mục lịch cho biết phát gì, ở đâu, khi nào. Mức ưu tiên cao hơn phát trước; cùng mức thì nơi phát cụ thể hơn được phát.',
      steps: [
        'Hãy thêm trước một mục dự phòng luôn bật: nhờ vậy không màn hình nào bị trống.',
        'Thêm các mục cho chương trình hằng ngày. Trong khi bạn nhập, trang cho biết mục này gặp những mục nào.',
        'Chưa phát hành thì màn hình chưa thay đổi gì.',
      ],
      marks: {
        'tiers.fallback': 'Phát khi không có gì khác.',
        'tiers.regular': 'Chương trình hằng ngày.',
        'tiers.campaign': 'Phát trước chương trình thường.',
        'tiers.priority': 'Phát trước tất cả, trừ cảnh báo khẩn cấp.',
      },
    },
    '/schedule/timetable': {
      purpose: 'Khi nào các mục lịch của một màn hình, khu vực hoặc địa điểm được phát: theo ngày, tuần, tháng hoặc năm.',
      steps: [
        'Chọn thời gian biểu của nơi bạn muốn xem.',
        'Dời một thanh hoặc đầu thanh bằng chuột, hay bằng Shift và phím mũi tên; Enter mở biểu mẫu để lưu.',
        'Phần gạch chéo đang bị nội dung khác che. Thanh cho biết bị gì che.',
      ],
    },
    '/schedule/calendars': {
      purpose: 'Bộ ngày là tập hợp ngày có tên, ví dụ ngày nghỉ lễ. Mục lịch chỉ phát vào, hoặc không phát vào các ngày đó.',
      steps: ['Thêm một bộ ngày và điền các ngày nghỉ lễ của Việt Nam, hoặc tự chọn từng ngày.', 'Chọn bộ ngày đó trong mục lịch.'],
    },
    '/schedule/publish': {
      purpose: 'Xem trước màn hình nào thay đổi gì, rồi gửi đi.',
      steps: [
        'Xem từng màn hình nhận gì. Nếu hai mục lịch ngang nhau, phải có người đứng tên chấp nhận.',
        'Chọn phát ngay hoặc hẹn giờ: các màn hình tải trước và đổi cùng lúc.',
        'Theo dõi đến khi tới nơi. Có thể quay về lần phát hành trước từ trang của lần đó.',
      ],
      marks: {
        'releaseStates.delivered': 'Trình phát đã nhận và đang tải các tệp.',
        'releaseStates.prepared': 'Mọi thứ đã nằm trên thiết bị, chỉ chờ đến giờ.',
        'releaseStates.active': 'Đang hiển thị trên màn hình.',
        'releaseStates.refused': 'Trình phát không nhận; trang của màn hình cho biết lý do.',
      },
    },
    '/schedule/publications/$publicationId': {
      purpose: 'Một lần phát hành: ai gửi, thay đổi gì, và đã đến đâu trên từng màn hình.',
      steps: [
        'Chờ đến khi mọi nơi đều đang phát. Màn hình mất kết nối sẽ cập nhật khi kết nối lại.',
        'Nếu phát hành nhầm, hãy quay về bản trước từ đây.',
      ],
      marks: {
        'releaseStates.queued': 'Trình phát chưa nhận.',
        'releaseStates.delivered': 'Trình phát đã nhận và đang tải các tệp.',
        'releaseStates.prepared': 'Mọi thứ đã nằm trên thiết bị, chỉ chờ đến giờ.',
        'releaseStates.active': 'Đang hiển thị trên màn hình.',
        'releaseStates.refused': 'Trình phát không nhận; lý do ghi bên cạnh.',
        'releaseStates.superseded': 'Bản mới hơn đã thay thế.',
      },
    },
    '/content': {
      purpose: 'Mục tin là những gì có thể chiếu: thông báo, bài viết, hình ảnh, video, số liệu, đồng hồ, mỗi mục theo các ngôn ngữ.',
      steps: [
        'Thêm mục tin và viết bằng ngôn ngữ đầu tiên của địa điểm.',
        'Gửi duyệt. Người thứ hai phê duyệt thì nội dung mới được phát.',
        'Đưa mục tin vào danh sách phát.',
      ],
      marks: {
        'reviews.draft': 'Đang soạn. Chưa chiếu ở đâu.',
        'reviews.submitted': 'Chờ người thứ hai.',
        'reviews.approved': 'Được phép phát.',
        'reviews.rejected': 'Người thứ hai không đồng ý; lý do ghi trong bản soạn.',
      },
    },
    '/content/items/$itemId': {
      purpose: 'Một mục tin theo các ngôn ngữ: văn bản, xem trước, phê duyệt và lịch sử.',
      steps: [
        'Chọn ngôn ngữ, soạn và xem trước.',
        'Lưu bản nháp rồi gửi duyệt.',
        'Bản đã duyệt vẫn được phát trong khi bạn soạn bản kế tiếp.',
      ],
      marks: {
        'reviews.draft': 'Đang soạn. Chưa chiếu ở đâu.',
        'reviews.submitted': 'Chờ người thứ hai.',
        'reviews.approved': 'Được phép phát.',
        'reviews.rejected': 'Người thứ hai không đồng ý; lý do ghi bên cạnh.',
      },
    },
    '/content/approvals': {
      purpose: 'Những nội dung người khác soạn và chưa ai quyết định.',
      steps: [
        'Đọc đúng như màn hình sẽ hiển thị, theo từng ngôn ngữ đang chờ; bản đang phát nằm bên cạnh, từng chữ thay đổi được đánh dấu.',
        'Phê duyệt, hoặc từ chối kèm lý do để người soạn biết cách sửa.',
        'Không ai tự duyệt nội dung của mình.',
      ],
    },
    '/content/media': {
      purpose: 'Hình ảnh, video, tài liệu và gói trang. Mỗi tệp được kiểm tra nội dung và chuyển đổi để phát được rồi mới dùng.',
      steps: [
        'Chọn tệp hoặc thả vào trang.',
        'Mất kết nối thì tệp chờ rồi tự gửi tiếp. Nếu tải lại trang, hãy chọn lại đúng tệp đó: chỉ phần còn thiếu mới được gửi.',
        'Chờ đến khi tệp sẵn sàng, rồi soạn mục tin dùng tệp đó.',
      ],
      marks: {
        'ingest.probing': 'Tệp đang được kiểm tra.',
        'ingest.rendering': 'Đang tạo bản để màn hình phát.',
        'ingest.ready': 'Có thể dùng trong mục tin.',
        'ingest.failed': 'Không phát được; lý do ghi bên cạnh.',
      },
    },
    '/content/feeds': {
      purpose: 'Nguồn của các số liệu tự thay đổi: tỷ giá, thời tiết, thời gian chờ.',
      steps: [
        'Thêm nguồn được tải về, hoặc nguồn mà hệ thống khác gửi đến.',
        'Xem số liệu tại đây, rồi soạn mục tin loại “Số liệu” để hiển thị.',
      ],
      marks: {
        'feeds.well': 'Số liệu đến đều.',
        'feeds.waiting': 'Chưa có số liệu.',
        'feeds.failing': 'Những lần thử gần đây không thành; lý do ghi bên cạnh.',
      },
    },
    '/content/playlists': {
      purpose: 'Danh sách phát xếp thứ tự các mục tin. Mục lịch phát các danh sách này.',
      steps: [
        'Thêm danh sách phát và đưa vào các mục tin đã duyệt.',
        'Kéo một dòng bằng tay nắm, hoặc nhấc lên bằng phím cách rồi dời bằng phím mũi tên.',
        'Mục có trọng số 2 xuất hiện hai lần mỗi vòng.',
      ],
      marks: {
        'playlists.standing.unapproved': 'Chưa có bản nào được phép phát: mục bị bỏ qua.',
        'playlists.standing.early': 'Mục chỉ được phát từ một ngày sau này.',
        'playlists.standing.over': 'Ngày cuối cùng của mục đã qua.',
      },
    },
    '/emergency': {
      purpose: 'Cảnh báo lên mọi màn hình được chọn trong một hai giây, đè lên mọi thứ, cho đến khi được gỡ hoặc hết hạn.',
      steps: [
        'Phát cảnh báo có sẵn: chọn mẫu, chọn nơi, cho biết là thật hay diễn tập, xem hình màn hình sẽ hiển thị, rồi xác nhận.',
        'Theo dõi bảng: bảng nêu tên những màn hình chưa hiện cảnh báo. Hãy cử người đến đó.',
        'Gia hạn hoặc cập nhật cảnh báo đang phát: cảnh báo giữ nguyên cho đến khi người khác duyệt, rồi đổi cùng lúc trên mọi màn hình.',
        'Gỡ cảnh báo khi hết nguy hiểm.',
      ],
      marks: {
        'alertStates.requested': 'Viết tự do; phải có người khác duyệt.',
        'alertStates.active': 'Đang hiện trên màn hình.',
        'alertStates.cleared': 'Đã có người gỡ.',
        'alertStates.expired': 'Tự hết khi quá thời hạn.',
        'alertStates.updated': 'Đã có cảnh báo khác thay thế.',
        'alertStates.withdrawn': 'Người gửi đã rút lại.',
      },
    },
    '/emergency/templates': {
      purpose: 'Cảnh báo soạn sẵn lúc bình thường: một người viết, người khác duyệt, khi khẩn cấp phát được ngay.',
      steps: [
        'Viết cảnh báo bằng mọi ngôn ngữ của địa điểm, đủ ngắn để đọc được từ xa.',
        'Nhờ người khác duyệt.',
        'Phát thử một lần dưới dạng diễn tập để mọi người đều đã thấy.',
      ],
    },
    '/reports': {
      purpose:
        'Thời lượng phát, dự kiến so với thực tế, thời gian hoạt động, mức phủ cảnh báo, ngôn ngữ: theo khoảng thời gian, một nơi hoặc tất cả.',
      steps: ['Chọn báo cáo, địa điểm và khoảng thời gian.', 'Xuất ra CSV, XLSX hoặc PDF, hoặc đặt gửi thư định kỳ.'],
    },
    '/people': {
      purpose: 'Mọi người có tài khoản, và họ được làm gì ở đâu.',
      steps: [
        'Mời một người: bạn nhận được liên kết dùng một lần. Hãy tự tay chuyển cho họ.',
        'Chỉ giao vai trò tại một địa điểm hoặc trong một thời gian nếu như vậy là đủ.',
        'Vô hiệu hóa tài khoản của người nghỉ việc. Những gì họ đã làm vẫn còn tên trong nhật ký.',
      ],
    },
    '/audit': {
      purpose: 'Ai đã làm gì và khi nào. Các dòng được nối chuỗi và niêm phong, không thể lén bỏ dòng nào.',
      steps: [
        'Lọc theo người, hành động hoặc khoảng thời gian.',
        'Xuất toàn bộ cho kiểm toán; có thể kiểm chứng mà không cần máy chủ này.',
      ],
      marks: {
        'audit.sealed': 'Đã nằm trong chuỗi và có chữ ký.',
        'audit.unsealed': 'Vừa được ghi trong khoảng một giây qua.',
      },
    },
    '/layouts': {
      purpose: 'Bố cục chia khung hình thành các vùng. Mục lịch chọn một bố cục và cho biết vùng nào phát gì.',
      steps: [
        'Bắt đầu từ một bố cục có sẵn, hoặc vẽ bố cục cho khổ màn hình của bạn.',
        'Vẽ các vùng trên lưới bằng chuột, bằng phím mũi tên hoặc bằng con số.',
        'Điều không hiển thị được sẽ được báo ngay. Màn hình thay đổi từ lần phát hành tới.',
      ],
    },
    '/appearance': {
      purpose: 'Ứng dụng này trông ra sao cho tổ chức của bạn: tên, logo và màu.',
      steps: [
        'Nhập tên như trên công văn của tổ chức.',
        'Chọn logo và màu; phần xem trước cho thấy cả nền sáng lẫn nền tối.',
        'Lưu lại. Mọi người thấy ở lần mở ứng dụng kế tiếp; trang đăng nhập cũng hiển thị.',
      ],
    },
    '/account': {
      purpose: 'Cách bạn đăng nhập: mật khẩu, khóa truy cập, mã dùng một lần, các phiên đang mở, mã cho chương trình.',
      steps: [
        'Thêm khóa truy cập hoặc mã dùng một lần, để chỉ có mật khẩu thì không mở được gì.',
        'Kết thúc những phiên bạn không nhận ra, rồi đổi mật khẩu.',
      ],
    },
  },
  shortcuts: [
    { keys: ['?'], does: 'Phần trợ giúp này' },
    { keys: ['Ctrl', 'K'], does: 'Bắt đầu một việc, hoặc đến bất cứ thứ gì theo tên' },
    { keys: ['Esc'], does: 'Đóng phần đang mở; bạn được hỏi trước khi mất những gì đã nhập' },
    { keys: ['Ctrl', 'Z'], does: 'Lịch phát: hoàn tác lần sửa cuối' },
    { keys: ['Ctrl', 'Shift', 'Z'], does: 'Lịch phát: làm lại' },
    { keys: ['Shift', '← → ↑ ↓'], does: 'Thời gian biểu: dời một thanh hoặc đầu thanh' },
    { keys: ['Ctrl', 'C'], does: 'Thời gian biểu: sao chép mục lịch' },
    { keys: ['Ctrl', 'V'], does: 'Thời gian biểu: dán' },
    { keys: ['Space', '↑ ↓'], does: 'Danh sách phát: nhấc một dòng lên và dời' },
    { keys: ['← → ↑ ↓'], does: 'Sơ đồ địa điểm: dời màn hình; giữ Shift để dời từng bước nhỏ' },
  ],
};
