import { config } from 'zod/mini';

// Zod would compile its checks from text, which the page's Content-Security-Policy forbids; even its trying is reported. It asks
// once, when the first schema is made: this comes before everything else.
config({ jitless: true });
