import { Button, Modal, Text } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../words/words.ts';
import { codeIn } from './code-in.ts';

/** What of the Shape Detection API (WICG) is used; TypeScript's DOM does not know it yet. */
type Detector = { readonly detect: (source: HTMLVideoElement) => Promise<readonly { readonly rawValue: string }[]> };
type DetectorClass = new (options: { readonly formats: readonly string[] }) => Detector;

/** A look each so long: a phone reads a code in a few of them, and stays cool. */
const lookEveryMs = 200;

/** Reads a pairing code off a screen with the device's camera. Nothing is drawn where the browser cannot: there the camera app opens the same page. */
export function ScanCode({ onCode }: { onCode: (code: string) => void }) {
  const words = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const [detectorClass] = useState(detectorClassOfBrowser);
  if (detectorClass === null) return null;
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
          detectorClass={detectorClass}
          onCode={(code) => {
            setIsOpen(false);
            onCode(code);
          }}
        />
      </Modal>
    </>
  );
}

function Camera({ detectorClass, onCode }: { detectorClass: DetectorClass; onCode: (code: string) => void }) {
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
    const detector = new detectorClass({ formats: ['qr_code'] });
    const end = () => {
      isOver = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    async function look(): Promise<void> {
      if (isOver || video.current === null) return;
      // a frame that has not come yet cannot be read
      const read = await detector.detect(video.current).catch(() => []);
      const code = read.map(({ rawValue }) => codeIn(rawValue)).find((one) => one !== null);
      if (isOver) return;
      if (code === undefined) setTimeout(() => void look(), lookEveryMs);
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
        await look();
      } catch (error) {
        setTrouble(error instanceof Error ? error.message : String(error));
      }
    }
    void begin();
    return end;
  }, [detectorClass]);
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

/** null: this browser reads no codes, or (over plain HTTP) gives no camera. */
function detectorClassOfBrowser(): DetectorClass | null {
  const found: unknown = Reflect.get(window, 'BarcodeDetector');
  // over plain HTTP there are no media devices, whatever TypeScript's DOM says
  return typeof found === 'function' && 'mediaDevices' in navigator ? (found as DetectorClass) : null;
}
