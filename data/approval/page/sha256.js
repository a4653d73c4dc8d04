'use strict';

// SHA-256 (FIPS 180-4) and HMAC (RFC 2104) over Uint8Arrays. Browsers have their
// own, but not for a page that was opened from a file.
const sha256 = (function () {
	const K = new Uint32Array([
		0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
		0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
		0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
		0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
		0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
		0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
		0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
		0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
	]);
	const rotate = function (x, n) { return (x >>> n) | (x << (32 - n)); };

	function padded(message) {
		const out = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
		out.set(message);
		out[message.length] = 0x80;
		const view = new DataView(out.buffer);
		view.setUint32(out.length - 8, Math.floor(message.length / 0x20000000));
		view.setUint32(out.length - 4, (message.length << 3) >>> 0);
		return view;
	}

	function block(H, W, view, at) {
		for (let t = 0; t < 64; t++) {
			if (t < 16) {
				W[t] = view.getUint32(at + 4 * t);
				continue;
			}
			const x = W[t - 15], y = W[t - 2];
			const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
			const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
			W[t] = W[t - 16] + s0 + W[t - 7] + s1;
		}
		let a = H[0], b = H[1], c = H[2], d = H[3], e = H[4], f = H[5], g = H[6], h = H[7];
		for (let t = 0; t < 64; t++) {
			const S1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
			const t1 = (h + S1 + ((e & f) ^ (~e & g)) + K[t] + W[t]) | 0;
			const S0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
			const t2 = (S0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
			h = g; g = f; f = e; e = (d + t1) | 0;
			d = c; c = b; b = a; a = (t1 + t2) | 0;
		}
		H[0] += a; H[1] += b; H[2] += c; H[3] += d; H[4] += e; H[5] += f; H[6] += g; H[7] += h;
	}

	return function (message) {
		const H = new Uint32Array([
			0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
		]);
		const W = new Uint32Array(64);
		const view = padded(message);
		for (let at = 0; at < view.byteLength; at += 64) block(H, W, view, at);
		const out = new DataView(new ArrayBuffer(32));
		H.forEach(function (word, i) { out.setUint32(4 * i, word); });
		return new Uint8Array(out.buffer);
	};
})();

function hmac(key, message) {
	const short = key.length > 64 ? sha256(key) : key;
	const pad = function (byte, rest) {
		const out = new Uint8Array(64 + rest.length).fill(byte, 0, 64);
		short.forEach(function (b, i) { out[i] ^= b; });
		out.set(rest, 64);
		return out;
	};
	return sha256(pad(0x5c, sha256(pad(0x36, message))));
}

