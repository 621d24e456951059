import type { DemoArticle } from './demo-article.ts';

export const airportToCity = {
  key: 'airport-to-city',
  category: 'transport',
  variants: {
    vi: {
      title: 'Từ sân bay về thành phố',
      summary: 'Xe buýt, taxi và xe công nghệ từ nhà ga T2 Nội Bài về trung tâm Hà Nội, cùng vài lời khuyên khi mới đến.',
      blocks: [
        {
          kind: 'paragraph',
          text: 'Sân bay Nội Bài cách trung tâm Hà Nội khoảng 30 km. Tùy tình hình giao thông, thời gian đi thường từ 40 phút đến hơn một giờ.',
        },
        { kind: 'heading', text: 'Đi xe buýt' },
        {
          kind: 'list',
          items: [
            'Tuyến 86: từ sân bay về Ga Hà Nội, qua Long Biên; có chỗ để hành lý',
            'Tuyến 07: về Cầu Giấy, phía tây thành phố',
            'Tuyến 17: về Long Biên, gần khu phố cổ',
            'Giờ chạy và giá vé ghi tại điểm dừng; nên chuẩn bị sẵn tiền lẻ bằng đồng Việt Nam',
          ],
        },
        { kind: 'heading', text: 'Đi taxi hoặc xe công nghệ' },
        {
          kind: 'steps',
          items: [
            'Đến điểm đón taxi chính thức bên ngoài sảnh đến, theo biển chỉ dẫn.',
            'Chọn xe có tên và số điện thoại của hãng ghi rõ trên xe.',
            'Yêu cầu bật đồng hồ hoặc thống nhất giá trước khi xe chạy; với ứng dụng, đối chiếu biển số xe.',
            'Ghi lại số xe và lấy hóa đơn để tìm lại đồ nếu bỏ quên.',
          ],
        },
        { kind: 'heading', text: 'Khi mới đến' },
        {
          kind: 'list',
          items: [
            'Chỉ đổi tiền tại ngân hàng hoặc quầy thu đổi được cấp phép, có biên lai; không đổi tiền với người lạ.',
            'Wi-Fi miễn phí và nước uống: tìm biển báo trong nhà ga hoặc hỏi quầy thông tin.',
            'Mất đồ: báo cho quầy thông tin hoặc bộ phận hành lý thất lạc trong nhà ga.',
            'Số khẩn cấp: công an 113, cứu hỏa 114, cấp cứu 115.',
          ],
        },
      ],
    },
    en: {
      title: 'From the airport to the city',
      summary: 'Buses, taxis and ride-hailing from Noi Bai Terminal 2 to central Hanoi, with some advice for your first hour.',
      blocks: [
        {
          kind: 'paragraph',
          text: 'Noi Bai airport is about 30 km from central Hanoi. Depending on traffic, the journey usually takes between 40 minutes and a little over an hour.',
        },
        { kind: 'heading', text: 'By bus' },
        {
          kind: 'list',
          items: [
            'Route 86: from the airport to Hanoi railway station by way of Long Bien; has luggage racks',
            'Route 07: to Cau Giay, in the west of the city',
            'Route 17: to Long Bien, near the Old Quarter',
            'Times and fares are posted at the stop; have small change in Vietnamese dong ready',
          ],
        },
        { kind: 'heading', text: 'By taxi or ride-hailing' },
        {
          kind: 'steps',
          items: [
            'Follow the signs to the official taxi rank outside the arrivals hall.',
            'Choose a car with the company’s name and telephone number clearly painted on it.',
            'Ask for the meter or agree on a price before you set off; with an app, compare the number plate.',
            'Note the number of the car and take a receipt, in case you leave something behind.',
          ],
        },
        { kind: 'heading', text: 'In your first hour' },
        {
          kind: 'list',
          items: [
            'Change money only at banks or licensed exchange counters, with a receipt; never with strangers.',
            'Free Wi-Fi and drinking water: look for the signs in the terminal or ask at the information counter.',
            'Lost something? Tell the information counter or the lost-property desk in the terminal.',
            'Emergency numbers: police 113, fire 114, ambulance 115.',
          ],
        },
      ],
    },
    'zh-Hans': {
      title: '从机场到市区',
      summary: '从内排机场T2航站楼前往河内市中心的公交车、出租车和网约车，以及初到时的几点提示。',
      blocks: [
        {
          kind: 'paragraph',
          text: '内排机场距河内市中心约30公里。视交通状况，车程通常为40分钟至一个多小时。',
        },
        { kind: 'heading', text: '乘公交车' },
        {
          kind: 'list',
          items: [
            '86路：从机场经龙边开往河内火车站，车上设有行李架',
            '07路：开往城西的纸桥（Cầu Giấy）',
            '17路：开往古街区附近的龙边（Long Biên）',
            '时刻和票价以站牌为准；请备好越南盾零钱',
          ],
        },
        { kind: 'heading', text: '乘出租车或网约车' },
        {
          kind: 'steps',
          items: [
            '按指示牌前往到达大厅外的正规出租车候车点。',
            '选择车身清楚标有公司名称和电话的车辆。',
            '出发前要求打表或谈好价格；使用手机应用叫车时，请核对车牌号。',
            '记下车号并索取收据，以便遗失物品时查找。',
          ],
        },
        { kind: 'heading', text: '初到须知' },
        {
          kind: 'list',
          items: [
            '请只在银行或持牌兑换点兑换货币并索取收据，切勿与陌生人换钱。',
            '免费无线网络和饮用水：请留意航站楼内的标志，或咨询问讯处。',
            '遗失物品：请告知航站楼内的问讯处或失物招领处。',
            '紧急电话：报警113，火警114，急救115。',
          ],
        },
      ],
    },
    ko: {
      title: '공항에서 시내로',
      summary: '노이바이 공항 제2터미널에서 하노이 시내로 가는 버스, 택시, 호출 차량과 도착 직후 알아 둘 점을 안내합니다.',
      blocks: [
        {
          kind: 'paragraph',
          text: '노이바이 공항은 하노이 시내에서 약 30km 떨어져 있습니다. 교통 상황에 따라 보통 40분에서 1시간 남짓 걸립니다.',
        },
        { kind: 'heading', text: '버스' },
        {
          kind: 'list',
          items: [
            '86번: 공항에서 롱비엔을 거쳐 하노이역까지, 수하물 거치대 있음',
            '07번: 시내 서쪽 꺼우저이(Cầu Giấy) 방면',
            '17번: 구시가지 근처 롱비엔(Long Biên) 방면',
            '운행 시간과 요금은 정류장에 안내되어 있습니다. 베트남 동 잔돈을 준비하세요.',
          ],
        },
        { kind: 'heading', text: '택시와 호출 차량' },
        {
          kind: 'steps',
          items: [
            '표지를 따라 입국장 밖의 공식 택시 승차장으로 가세요.',
            '회사 이름과 전화번호가 뚜렷하게 적힌 차를 고르세요.',
            '출발하기 전에 미터기 사용을 요청하거나 요금을 정하세요. 앱을 이용할 때는 차량 번호를 확인하세요.',
            '물건을 두고 내릴 때를 대비해 차량 번호를 적어 두고 영수증을 받으세요.',
          ],
        },
        { kind: 'heading', text: '도착 직후 알아 둘 점' },
        {
          kind: 'list',
          items: [
            '환전은 은행이나 허가받은 환전소에서만 하고 영수증을 받으세요. 낯선 사람과는 환전하지 마세요.',
            '무료 와이파이와 식수: 터미널 안의 표지를 찾거나 안내 데스크에 문의하세요.',
            '분실물: 터미널의 안내 데스크나 분실물 센터에 알려 주세요.',
            '긴급 전화: 경찰 113, 소방 114, 구급 115.',
          ],
        },
      ],
    },
    ja: {
      title: '空港から市内へ',
      summary: 'ノイバイ空港第2ターミナルからハノイ中心部へのバス、タクシー、配車サービスと、到着直後の心得をご案内します。',
      blocks: [
        {
          kind: 'paragraph',
          text: 'ノイバイ空港はハノイ中心部から約30キロの距離にあります。交通状況により、通常40分から1時間あまりかかります。',
        },
        { kind: 'heading', text: 'バス' },
        {
          kind: 'list',
          items: [
            '86番：空港からロンビエンを経てハノイ駅まで（荷物置き場あり）',
            '07番：市内西部のカウザイ（Cầu Giấy）方面',
            '17番：旧市街に近いロンビエン（Long Biên）方面',
            '時刻と運賃は停留所に掲示されています。ベトナムドンの小銭をご用意ください。',
          ],
        },
        { kind: 'heading', text: 'タクシー・配車サービス' },
        {
          kind: 'steps',
          items: [
            '案内表示に従い、到着ロビーの外にある正規タクシー乗り場へ進みます。',
            '会社名と電話番号が車体にはっきり書かれた車を選びます。',
            '発車前にメーターの使用を求めるか、料金を決めます。アプリの場合はナンバープレートを照合します。',
            '忘れ物に備えて車両番号を控え、領収書を受け取ります。',
          ],
        },
        { kind: 'heading', text: '到着されたら' },
        {
          kind: 'list',
          items: [
            '両替は銀行または認可を受けた両替所でのみ行い、領収書を受け取ってください。見知らぬ人との両替はおやめください。',
            '無料Wi-Fiと飲料水：ターミナル内の表示をご覧になるか、案内カウンターでお尋ねください。',
            '落とし物：ターミナル内の案内カウンターまたは遺失物窓口にお知らせください。',
            '緊急電話：警察113、消防114、救急115。',
          ],
        },
      ],
    },
    fr: {
      title: 'De l’aéroport à la ville',
      summary:
        'Bus, taxis et véhicules réservés par application du terminal 2 de Noi Bai au centre de Hanoï, et quelques conseils pour l’arrivée.',
      blocks: [
        {
          kind: 'paragraph',
          text: 'L’aéroport de Noi Bai est à environ 30\u00A0km du centre de Hanoï. Selon la circulation, le trajet dure en général de 40\u00A0minutes à un peu plus d’une heure.',
        },
        { kind: 'heading', text: 'En bus' },
        {
          kind: 'list',
          items: [
            'Ligne 86\u00A0: de l’aéroport à la gare de Hanoï par Long Bien\u00A0; porte-bagages à bord',
            'Ligne 07\u00A0: vers Cau Giay, à l’ouest de la ville',
            'Ligne 17\u00A0: vers Long Bien, près du vieux quartier',
            'Horaires et tarifs sont affichés à l’arrêt\u00A0; prévoyez de la petite monnaie en dongs',
          ],
        },
        { kind: 'heading', text: 'En taxi ou par application' },
        {
          kind: 'steps',
          items: [
            'Suivez les panneaux jusqu’à la station de taxis officielle, devant le hall des arrivées.',
            'Choisissez une voiture qui porte clairement le nom et le téléphone de la compagnie.',
            'Demandez le compteur ou convenez du prix avant le départ\u00A0; avec une application, vérifiez la plaque.',
            'Notez le numéro de la voiture et demandez un reçu, en cas d’objet oublié.',
          ],
        },
        { kind: 'heading', text: 'À votre arrivée' },
        {
          kind: 'list',
          items: [
            'Changez de l’argent uniquement dans les banques ou les bureaux agréés, contre reçu\u00A0; jamais avec des inconnus.',
            'Wi-Fi gratuit et eau potable\u00A0: suivez les panneaux du terminal ou demandez au comptoir d’information.',
            'Objet perdu\u00A0? Signalez-le au comptoir d’information ou au bureau des objets trouvés du terminal.',
            'Urgences\u00A0: police 113, pompiers 114, secours médicaux 115.',
          ],
        },
      ],
    },
  },
} as const satisfies DemoArticle;
