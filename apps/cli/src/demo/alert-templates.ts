import type { AlertText } from '@gatecast/protocol';
import type { DemoLanguage } from './content/demo-language.ts';

export type DemoAlertTemplate = {
  readonly name: string;
  readonly severity: 'extreme' | 'severe' | 'moderate';
  readonly urgency: 'immediate' | 'expected';
  readonly style: 'full-screen' | 'banner';
  readonly texts: Readonly<Record<DemoLanguage, AlertText>>;
};

/** Pre-staged alerts: written in peace by one person, approved by another, raised by one in an emergency. */
export const demoAlertTemplates: readonly DemoAlertTemplate[] = [
  {
    name: 'Sơ tán / Evacuation',
    severity: 'extreme',
    urgency: 'immediate',
    style: 'full-screen',
    texts: {
      vi: { headline: 'Sơ tán ngay', instruction: 'Bình tĩnh rời khỏi nhà ga theo biển thoát hiểm. Không dùng thang máy. Để lại hành lý.' },
      en: { headline: 'Evacuate now', instruction: 'Leave the building calmly by the marked exits. Do not use lifts. Leave your luggage.' },
      'zh-Hans': { headline: '请立即疏散', instruction: '请保持冷静，按安全出口标志离开大楼。不要乘坐电梯，不要携带行李。' },
      ko: {
        headline: '즉시 대피하십시오',
        instruction: '침착하게 비상구 표지를 따라 건물 밖으로 나가십시오. 승강기를 이용하지 말고 짐은 두고 가십시오.',
      },
      ja: {
        headline: 'ただちに避難してください',
        instruction: '落ち着いて非常口の表示に従い、建物の外へ出てください。エレベーターは使わず、荷物は置いていってください。',
      },
      fr: {
        headline: 'Évacuez immédiatement',
        instruction: 'Quittez le bâtiment dans le calme par les issues signalées. N’utilisez pas les ascenseurs. Laissez vos bagages.',
      },
    },
  },
  {
    name: 'Giông bão, tạm dừng cất hạ cánh / Storm, flights on hold',
    severity: 'severe',
    urgency: 'expected',
    style: 'banner',
    texts: {
      vi: { headline: 'Giông bão: các chuyến bay tạm dừng', instruction: 'Quý khách vui lòng chờ trong nhà ga và theo dõi thông báo.' },
      en: { headline: 'Storm: flights are on hold', instruction: 'Please wait inside the terminal and watch for announcements.' },
      'zh-Hans': { headline: '雷暴天气：航班暂停起降', instruction: '请在候机楼内等候，并留意广播和屏幕通知。' },
      ko: { headline: '폭풍우: 항공편 운항 일시 중단', instruction: '터미널 안에서 기다리며 안내를 확인해 주십시오.' },
      ja: { headline: '暴風雨のため運航を見合わせています', instruction: 'ターミナル内でお待ちになり、案内にご注意ください。' },
      fr: { headline: 'Orage : vols suspendus', instruction: 'Veuillez attendre dans l’aérogare et suivre les annonces.' },
    },
  },
];
