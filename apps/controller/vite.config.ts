import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compression } from 'vite-plugin-compression2';

const server = process.env['GATECAST_SERVER'] ?? 'http://127.0.0.1:8080';
const proxied = { target: server, changeOrigin: true };

export default defineConfig({
  // the server gives what was compressed once, as well as can be, and compresses nothing while somebody waits
  plugins: [react(), compression({ include: /\.(js|css|svg|html)$/, algorithms: ['gzip', 'brotliCompress'], threshold: 1_024 })],
  build: {
    // nothing as data: URLs, so that the content security policy needs no exception for them
    assetsInlineLimit: 0,
    // light-dark() is in every browser since 2024; what stands in for it in older ones knows nothing of the theme switch
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // warns where pieces grow beyond what a gate's uplink should carry
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // a piece has a kilobyte of headers and a turn of its own: what every page needs comes as one
          groups: [
            { name: 'door', tags: ['$initial'] },
            // before sign-in nothing of what stands behind it
            { name: 'front', test: /[\\/]src[\\/]features[\\/]sign-in[\\/]sign-in-page\.tsx$/ },
            // the frame of every page and the page that most begin with: as ninety pieces they took longer than the fleet's first screens
            { name: 'wall', test: /[\\/]src[\\/](app[\\/]shell|features[\\/]wall[\\/]wall-page)\.tsx$/ },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': proxied,
      '/media': proxied,
      '/bundles': proxied,
      '/stage': proxied,
      '/objects': proxied,
      '/socket.io': { ...proxied, ws: true },
    },
  },
});
