import { Button, Modal, Text } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../words/words.ts';
import { codeIn } from './code-in.ts';

/** What of the Shape Detection API (WICG) is used; TypeScript's DOM does not know it yet. */
type Detector = { readonly detect: (source: HTMLVideoElement) => Promise<readonly { readonly rawValue: string }[]> };
type DetectorClass = (new (options: { readonly formats: readonly string[] }) => Detector) & {
  readonly getSupportedFormats: () => Promise<readonly string[]>;
};

/** A look each so long: a phone reads a code in a few of them, and stays cool. */
const lookEveryMs = 200;

/** Reads a pairing code off a screen with the device's camera. Nothing is drawn where a page gets no camera: there the camera app opens the same page. */
export function ScanCode({ onCode }: { onCode: (code: string) => void }) {
  const words = useWords();
  const [isOpen, setIsOpen] = useState(false);
  // over plain HTTP there are no media devices, whatever TypeScript's DOM says
  if (!('mediaDevices' in navigator)) return null;
  return (
    <>
      <Button variant="default" leftSection={<IconQrcode size={16} aria-hidden />} onClick={() => setIsOpen(true)}>
        {words('enrol.scan')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        title={words('enrol.scan')}
        closeButtonProps={{ 'aria-label': words('common.close') }}
      >
        <Camera
          onCode={(code) => {
            setIsOpen(false);
            onCode(code);
          }}
        />
      </Modal>
    </>
  );
}

function Camera({ onCode }: { onCode: (code: string) => void }) {
  const words = useWords();
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const found = useRef(onCode);
  useEffect(() => {
    found.current = onCode;
  }, [onCode]);
  useEffect(() => {
    let stream: MediaStream | null = null;
    let isOver = false;
    const end = () => {
      isOver = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    async function look(detector: Detector): Promise<void> {
      if (isOver || video.current === null) return;
      // a frame that has not come yet cannot be read
      const read = await detector.detect(video.current).catch(() => []);
      const code = read.map(({ rawValue }) => codeIn(rawValue)).find((one) => one !== null);
      if (isOver) return;
      if (code === undefined) setTimeout(() => void look(detector), lookEveryMs);
      else {
        end();
        found.current(code);
      }
    }
    async function begin(): Promise<void> {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
        if (isOver || video.current === null) return end();
        video.current.srcObject = stream;
        await video.current.play();
        await look(await newDetector());
      } catch (error) {
        setTrouble(error instanceof Error ? error.message : String(error));
      }
    }
    void begin();
    return end;
  }, []);
  return (
    <>
      <Text size="sm" mb="xs">
        {words('enrol.scanAbout')}
      </Text>
      {trouble === null ? (
        <video ref={video} muted playsInline aria-hidden style={{ width: '100%', borderRadius: 8, background: '#000', aspectRatio: '1' }} />
      ) : (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {words('enrol.noCamera', { detail: trouble })}
        </Text>
      )}
    </>
  );
}

/** The browser's own where it reads these codes, else (Safari, Firefox, Chromium on Linux) a library's, which the first look brings along. */
async function newDetector(): Promise<Detector> {
  const own: unknown = Reflect.get(window, 'BarcodeDetector');
  if (isDetectorClass(own) && (await own.getSupportedFormats()).includes('qr_code')) return new own({ formats: ['qr_code'] });
  const { BarcodeDetector } = await import('qr/decode.js');
  return new BarcodeDetector({ formats: ['qr_code'] });
}

function isDetectorClass(value: unknown): value is DetectorClass {
  return typeof value === 'function' && 'getSupportedFormats' in value;
}
